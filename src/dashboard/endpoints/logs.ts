import { z } from 'zod';
import { defineEndpoint, ordinal } from '../endpoint.ts';
import { logs } from '../wire/logs.ts';

export const logsEndpoint = defineEndpoint({
  path: '/api/logs',
  summary: "The last lines of the program's own log, the newest first.",
  needs: 'operator',
  query: z.strictObject({
    n: ordinal(1_000).default(100),
    level: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  }),
  reply: logs,
  answer: async ({ reader }, wanted) => ({ lines: await reader.logs(wanted) }),
});
