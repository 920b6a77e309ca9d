import { serveStatic } from '@hono/node-server/serve-static';
import { Hono, type MiddlewareHandler } from 'hono';
import { etag } from 'hono/etag';
import type { DoorEnv } from './door/access.ts';
import type { Keys } from './door/keys.ts';

/** `app-4KQZ2XWB.js`: another content has another name. */
const HASHED = /-[A-Z0-9]{8}\.\w+$/;

const MISSING =
  'The page of the dashboard has not been built: npm run build does it. What it would show is under /api/, described at /api/openapi.json.\n';

/** The page and what it is made of, from the folder that the build writes; null where it was not built. */
export function pageRoutes(folder: string | null, keys: Keys): Hono<DoorEnv> {
  const pages = new Hono<DoorEnv>();
  pages.get('/web/dashboard.html', (c) => c.redirect('/'));
  pages.get('/', async (c, next) => (c.get('role') === null ? c.redirect('/login') : next()));
  pages.get('/login', async (c, next) => (keys.required ? next() : c.redirect('/')));
  if (folder !== null) {
    pages.use('*', etag(), keptFor);
    pages.get('/', serveStatic({ root: folder, path: 'index.html' }));
    pages.get('/login', serveStatic({ root: folder, path: 'login.html' }));
    const rewriteRequestPath = (path: string) => path.replace(/^\/assets/, '');
    pages.get('/assets/*', serveStatic({ root: folder, precompressed: true, rewriteRequestPath }));
  }
  for (const path of ['/', '/login']) pages.get(path, (c) => c.text(MISSING, 503));
  return pages;
}

const keptFor: MiddlewareHandler = async (c, next) => {
  await next();
  if (c.res.ok)
    c.header('Cache-Control', HASHED.test(c.req.path) ? 'public, max-age=31536000, immutable' : 'no-cache');
};
