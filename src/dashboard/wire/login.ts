import { z } from 'zod';

/** POST /login: gives a cookie. POST /logout takes it back. */
export const loginRequest = z.strictObject({ token: z.string().min(1).max(1_000) });

export const loggedIn = z.object({ role: z.enum(['viewer', 'operator']) });
