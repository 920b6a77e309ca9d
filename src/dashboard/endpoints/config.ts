import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { config } from '../wire/config.ts';

export const configEndpoint = defineEndpoint({
  path: '/api/config',
  summary: 'Every setting as read at the start and where it came from; secrets are not among the values.',
  needs: 'operator',
  query: z.strictObject({}),
  reply: config,
  answer: ({ reader }) => ({
    settings: Object.entries(reader.configuration()).map(([key, { value, origin }]) => ({
      key,
      value,
      origin,
    })),
  }),
});
