import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { jsonText } from '../json-text.ts';
import { suggestions } from '../wire/commands.ts';

const given = z
  .string()
  .max(4_000)
  .default('{}')
  .pipe(jsonText)
  .pipe(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])));

export const suggestEndpoint = defineEndpoint({
  path: '/api/suggest',
  summary: 'Values for an option of a command that is being typed; `given` is a JSON object of the others.',
  needs: 'viewer',
  query: z.strictObject({
    command: z.string().max(100),
    option: z.string().max(100),
    typed: z.string().max(200).default(''),
    given,
  }),
  reply: suggestions,
  answer: async ({ suggest }, typing, role) => ({ suggestions: await suggest({ ...typing, role }) }),
});
