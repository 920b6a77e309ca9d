/**
 * Bundles the bot of the built program, its commands, its workers and what brings its database up to date: a start then
 * reads a few files in the place of some nine hundred, its own and those of the libraries. The modules stay beside the
 * bundle, for the other programs.
 *   node scripts/bundle-bot.mjs FOLDER
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { build } from 'esbuild';

const folder = resolve(process.argv[2]);
const placeOf = (file) => relative(folder, resolve(file)).replaceAll('\\', '/');

const MAIN = 'src/main.js';
/** With a library that nobody else needs, and that the image then does without. */
const MIGRATION = 'src/migrate-store.js';
const WORKERS = ['store/backup/backup-worker.js', 'store/checkpoint/check-worker.js'];
const COMMANDS = readdirSync(join(folder, 'commands')).map((name) => `commands/${name}`);

/** Native, or with files that they look for beside themselves; the last three are what discord.js does well without. */
const NOT_BUNDLED = [
  ...['@expo-google-fonts/inter', '@resvg/resvg-js', 'tinypool'],
  ...['bufferutil', 'utf-8-validate', 'zlib-sync'],
];

/** What a module finds from where it stood it goes on finding, from a bundle one folder deep. */
const finding = new Set();
const standsWhereItStood = {
  name: 'stands-where-it-stood',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.js$/ }, ({ path }) => {
      const place = placeOf(path);
      const contents = place.startsWith('../') ? '' : readFileSync(path, 'utf8');
      if (!contents.includes('import.meta.url')) return;
      finding.add(place);
      const stood = `new URL('../${place}', import.meta.url).href`;
      return { contents: contents.replaceAll('import.meta.url', stood), loader: 'js' };
    }),
};

const { metafile } = await build({
  entryPoints: [
    { in: join(folder, MAIN), out: 'src/bot' },
    ...[...COMMANDS, ...WORKERS, MIGRATION].map((place) => ({
      in: join(folder, place),
      out: place.replace(/\.js$/, ''),
    })),
  ],
  outdir: folder,
  chunkNames: 'src/bot-[hash]',
  bundle: true,
  splitting: true,
  // Names are left as they are, for whoever reads a stack.
  minifyWhitespace: true,
  minifySyntax: true,
  sourcemap: true,
  sourcesContent: false,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  external: NOT_BUNDLED,
  banner: {
    js: "import bundledIn from 'node:module';const require=bundledIn.createRequire(import.meta.url);",
  },
  plugins: [standsWhereItStood],
  allowOverwrite: true,
  legalComments: 'none',
  metafile: true,
  logLevel: 'error',
});

for (const [bundle, { inputs }] of Object.entries(metafile.outputs)) {
  const lost = Object.keys(inputs).find((input) => finding.has(placeOf(input)));
  if (lost !== undefined && dirname(placeOf(bundle)).includes('/'))
    throw new Error(`${lost} would look for its files in the wrong place, from ${bundle}`);
}

// Before the first of them is compiled, so that stacks name the modules.
writeFileSync(join(folder, MAIN), "process.setSourceMapsEnabled(true);\nawait import('./bot.js');\n");
