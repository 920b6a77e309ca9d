import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { health } from '../wire/health.ts';

export const healthEndpoint = defineEndpoint({
  path: '/api/health',
  summary: 'Each part of the program, whether it is well, and why not.',
  needs: 'viewer',
  query: z.strictObject({}),
  reply: health,
  answer: ({ reader }) => ({ components: reader.health() }),
});
