import { z } from 'zod';

/** GET /api/commands: for the command box. */
export const commands = z.object({
  commands: z.array(
    z.object({
      name: z.string(),
      summary: z.string(),
      /** The caller may run it; it may take more rights with some options. */
      allowed: z.boolean(),
      examples: z.array(z.string()),
      options: z.array(
        z.object({
          name: z.string(),
          description: z.string(),
          type: z.enum(['string', 'integer', 'number', 'boolean']),
          required: z.boolean(),
          min: z.number().optional(),
          max: z.number().optional(),
          choices: z.array(z.string()).optional(),
          suggests: z.boolean().optional(),
        }),
      ),
    }),
  ),
});

/** GET /api/suggest?command=&option=&typed=&given=JSON. */
export const suggestions = z.object({
  suggestions: z.array(z.object({ name: z.string(), value: z.union([z.string(), z.number()]) })),
});
