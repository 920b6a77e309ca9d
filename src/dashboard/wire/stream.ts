import { z } from 'zod';
import { events } from './events.ts';

/**
 * GET /api/stream: server-sent events. `appended` (with id = seq) for each event of the log, resumed from
 * Last-Event-ID; `changed` where something beside the log has: the page asks for it anew; `reset` where too much was
 * missed: the page asks for everything anew.
 */
export const appended = events.shape.events.element;

export const changed = z.object({ what: z.enum(['prices', 'scans', 'health']) });

/** After this the page asks for everything anew. */
export const reset = z.object({ last: z.int() });
