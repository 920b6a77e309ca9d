/**
 * Writes the library that charts are drawn with into the one module of the built program that uses it.
 *   node scripts/build-canvas.mjs FILE
 */
import { build } from 'esbuild';

const [file] = process.argv.slice(2);

await build({
  entryPoints: ['src/charts/canvas.ts'],
  outfile: file,
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  allowOverwrite: true,
  logLevel: 'error',
});
