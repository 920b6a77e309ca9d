import { z } from 'zod';
import { optionValue, reply } from './reply.ts';
import { time } from './values.ts';

/** POST /api/commands/NAME with header Idempotency-Key. */
export const commandRequest = z.strictObject({
  options: z.record(z.string(), optionValue).optional(),
  confirm: z.string().optional(),
});

/** 200, 202 and every other status of POST /api/commands/NAME. */
export const replied = z.object({ reply });

export const asked = z.object({ confirm: z.string(), effect: z.string(), expiresAt: time });

/** 400 and 404 have `fault`; 409 `refused` as the rules' code. */
export const refused = z.object({ refused: z.string(), message: z.string() });

export const fault = z.object({ fault: z.string(), message: z.string() });
