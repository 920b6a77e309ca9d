import { z } from 'zod';
import { text } from './text.ts';

export const optionValue = z.union([z.string(), z.number(), z.boolean()]);

const file = z.object({ name: z.string(), description: z.string(), type: z.string(), base64: z.string() });

export const reply = z.object({
  title: z.string(),
  tone: z.enum(['neutral', 'open', 'good', 'bad', 'warning', 'alarm']),
  text: text.optional(),
  fields: z.array(z.object({ name: z.string(), value: text })).optional(),
  table: z
    .object({
      columns: z.array(z.object({ name: z.string(), align: z.enum(['left', 'right']) })),
      rows: z.array(z.array(text)),
    })
    .optional(),
  picture: file.optional(),
  file: file.optional(),
  footer: text.optional(),
  links: z
    .array(z.object({ label: z.string(), command: z.string(), options: z.record(z.string(), optionValue) }))
    .optional(),
});
