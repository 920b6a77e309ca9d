import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';

/** An empty folder that starts as a volume does: with the owner and rights of the image's own folder at `/data`. */
export function makeVolume(folder, name, image) {
  const volume = join(folder, 'volumes', name);
  mkdirSync(volume, { recursive: true });
  for (const change of ['chown', 'chmod']) run(change, `--reference=${join(image.root, 'data')}`, volume);
  return volume;
}
