import { z } from 'zod';
import { time } from './values.ts';

/** As a reply's: words, moments and people (by their ids on Discord) in their order. */
export const text = z.union([
  z.string(),
  z.array(z.union([z.string(), z.object({ at: time }), z.object({ user: z.string() })])),
]);
