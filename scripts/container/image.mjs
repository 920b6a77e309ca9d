/** Builds the image with buildah, which needs no engine, and opens it: what it says of itself, its files, its layers. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';

const buildah = (...args) => run('buildah', '--storage-driver', 'vfs', ...args);

/**
 * Builds the Dockerfile in this folder as `name`. The machine's own npm settings are there while it is built and not
 * afterwards; `folder` is for the files that takes. OCI's own format knows no health check, Docker's does.
 */
export function buildImage(name, folder) {
  const flags = ['--format', 'docker', '--isolation', 'chroot', '--pull-never'];
  const mounts = npmSettings(folder).flatMap(([from, to]) => ['--volume', `${from}:${to}:ro`]);
  buildah('bud', ...flags, ...mounts, '--tag', name, '.');
}

function npmSettings(folder) {
  const file = run('npm', 'config', 'get', 'userconfig');
  const authorities = run('npm', 'config', 'get', 'cafile');
  const own = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (authorities === 'null') return own === '' ? [] : [[file, '/root/.npmrc']];
  const settings = join(folder, 'npmrc');
  writeFileSync(settings, `${own}\ncafile=/run/npm-authorities.crt\n`);
  return [
    [settings, '/root/.npmrc'],
    [authorities, '/run/npm-authorities.crt'],
  ];
}

/** The image as it is run: `root` holds its files. `remove` takes it away again. */
export function openImage(name) {
  const { Docker, OCIv1, Manifest } = JSON.parse(buildah('inspect', '--type', 'image', name));
  const [, baseName] = /^ARG BASE=(.+)$/m.exec(readFileSync('Dockerfile', 'utf8'));
  const base = JSON.parse(buildah('inspect', '--type', 'image', baseName)).OCIv1.rootfs.diff_ids;
  const opened = buildah('from', '--pull-never', name);
  return {
    config: Docker.config,
    history: JSON.stringify([OCIv1.history, Docker.config, JSON.parse(Manifest)]),
    root: buildah('mount', opened),
    /** Writes what the layers on top of the base image hold into `folder`; gives the paths, as the layers name them. */
    unpackOwnLayers: (folder) => {
      const [layers, files] = ['layers', 'files'].map((part) => join(folder, part));
      mkdirSync(files);
      buildah('push', '--quiet', '--disable-compression', name, `dir:${layers}`);
      const own = OCIv1.rootfs.diff_ids.filter((id) => !base.includes(id)).map((id) => id.split(':')[1]);
      if (base.length === 0 || own.length === 0) throw new Error(`${name} is not built on ${baseName}`);
      return own.flatMap((layer) =>
        run('tar', '--extract', '--verbose', '--file', join(layers, layer), '--directory', files).split('\n'),
      );
    },
    remove: () => {
      buildah('rm', opened);
      buildah('rmi', name);
    },
  };
}
