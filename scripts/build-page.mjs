/**
 * Builds the dashboard's page into a folder: assets with hashed names, the two documents that load them, and each file
 * compressed beside it. The documents have no inline script or style: the server's content security policy forbids them.
 *   node scripts/build-page.mjs FOLDER
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const PAGE = join('src', 'dashboard', 'page');
const [folder] = process.argv.slice(2);

const { metafile } = await build({
  entryPoints: ['main.tsx', 'login.ts', 'styles/page.css', 'icons/touch.png'].map((name) => join(PAGE, name)),
  outdir: folder,
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  publicPath: '/assets',
  bundle: true,
  splitting: true,
  minify: true,
  format: 'esm',
  target: ['es2022', 'chrome123', 'firefox120', 'safari17.5'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  loader: { '.svg': 'file', '.png': 'copy' },
  legalComments: 'none',
  metafile: true,
  logLevel: 'error',
});

const outputs = Object.entries(metafile.outputs);

/** Where the page finds what was made of a source. */
function assetOf(source) {
  const made = join(PAGE, source).replaceAll('\\', '/');
  const found = outputs.find(([, { entryPoint, inputs }]) => (entryPoint ?? Object.keys(inputs)[0]) === made);
  if (found === undefined) throw new Error(`nothing was built from ${made}`);
  return `/assets/${basename(found[0])}`;
}

const head = (title, script) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
    <meta name="color-scheme" content="light dark">
    <meta name="referrer" content="no-referrer">
    <title>${title}</title>
    <link rel="icon" type="image/svg+xml" href="${assetOf('icons/ready.svg')}">
    <link rel="apple-touch-icon" href="${assetOf('icons/touch.png')}">
    <link rel="stylesheet" href="${assetOf('styles/page.css')}">
    <script type="module" src="${assetOf(script)}"></script>
  </head>`;

const page = `${head('Rollover', 'main.tsx')}
  <body>
    <div id="page"><p class="first-wait">Rollover is being asked how it stands …</p></div>
    <noscript><p class="first-wait">This page needs JavaScript.</p></noscript>
  </body>
</html>
`;

const login = `${head('Log in to Rollover', 'login.ts')}
  <body class="login">
    <main>
      <form id="login" method="post">
        <img src="${assetOf('icons/ready.svg')}" alt="" width="40" height="40">
        <h1>Rollover</h1>
        <label for="token">Dashboard token</label>
        <input id="token" name="token" type="password" autocomplete="current-password" required autofocus aria-describedby="fault">
        <p id="fault" role="alert"></p>
        <button type="submit">Log in</button>
      </form>
    </main>
    <noscript><p class="first-wait">This page needs JavaScript.</p></noscript>
  </body>
</html>
`;

mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'index.html'), page);
writeFileSync(join(folder, 'login.html'), login);

/** Beside each file that shrinks: the server compresses nothing while somebody waits. */
for (const name of readdirSync(folder).filter((file) => /\.(?:css|html|js|svg)$/.test(file))) {
  const bytes = readFileSync(join(folder, name));
  writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes, { params }));
}
