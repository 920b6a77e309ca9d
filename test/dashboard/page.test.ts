import { expect, it } from 'vitest';
import { builtPage, serve } from './serve.ts';

const page = () => serve({ dashboard: { assets: builtPage() } });

it('serves the page at its root, and leads there from where the older program had it', async () => {
  const { ask } = await page();
  expect(await ask('/')).toMatchObject({
    status: 200,
    text: expect.stringContaining('<title>Rollover</title>'),
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' },
  });
  expect(await ask('/web/dashboard.html')).toMatchObject({ status: 302, headers: { location: '/' } });
});

it('lets a browser keep for ever what has another name whenever it changes, and ask again for the rest', async () => {
  const { ask } = await page();
  const hashed = await ask('/assets/app-ABCD1234.js');
  expect(hashed.headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
  });
  const plain = await ask('/assets/plain.css');
  expect(plain.headers).toMatchObject({
    'content-type': 'text/css; charset=utf-8',
    'cache-control': 'no-cache',
  });
  const etag = plain.headers.etag ?? '';
  expect(await ask('/assets/plain.css', { headers: { 'If-None-Match': etag } })).toMatchObject({
    status: 304,
    text: '',
  });
});

it('sends what was compressed by the build to those who take it', async () => {
  const { ask } = await page();
  expect(await ask('/assets/app-ABCD1234.js', { headers: { 'Accept-Encoding': 'gzip, br' } })).toMatchObject({
    text: 'compressed',
    headers: { 'content-encoding': 'br', 'cache-control': 'public, max-age=31536000, immutable' },
  });
});

it.each([
  '/assets/../index.html',
  '/assets/%2e%2e/secret',
  '/assets/..%2fsecret',
  '/assets/nothing.js',
  '/etc/passwd',
])('has nothing at %s', async (path) => {
  const { ask } = await page();
  expect((await ask(path)).status).toBe(404);
});

it('says so where it was not built, and answers the rest', async () => {
  const { ask } = await serve();
  expect(await ask('/')).toMatchObject({ status: 503, text: expect.stringContaining('npm run build') });
  expect((await ask('/api/status')).status).toBe(200);
});
