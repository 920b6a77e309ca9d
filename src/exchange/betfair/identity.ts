import { z } from 'zod';
import { CallFailed } from './call-failed.ts';
import { describeNonsense } from './json-rpc.ts';
import type { HttpAnswer, Post } from './post.ts';

export interface IdentityAccess {
  readonly appKey: string;
  readonly username: string;
  readonly password: string;
  /** Without a slash at the end. */
  readonly certLoginUrl: string;
  readonly identityUrl: string;
}

export type LoginAnswer =
  | { readonly kind: 'session'; readonly token: string }
  | { readonly kind: 'refused'; readonly status: string };

/** Of keepAlive and logout. */
export type SessionAnswer =
  | { readonly kind: 'done'; readonly token: string }
  | { readonly kind: 'failed'; readonly error: string };

export interface Identity {
  /** All reject with a CallFailed where no readable answer came. */
  login(): Promise<LoginAnswer>;
  keepAlive(token: string): Promise<SessionAnswer>;
  logout(token: string): Promise<SessionAnswer>;
}

const TIMEOUT_MS = 15_000;
/** The program is ending and does not wait for long. */
const LOGOUT_TIMEOUT_MS = 1_500;

/** Betfair's login server. Source: API reference guide, "Non-Interactive (bot) login", "Keep Alive", "Logout". */
export function createIdentity(post: Post, access: IdentityAccess): Identity {
  const { appKey, username, password, certLoginUrl, identityUrl } = access;
  const headers = { 'X-Application': appKey, 'Content-Type': 'application/x-www-form-urlencoded' };
  const ask = async (path: string, token: string, timeoutMs: number): Promise<SessionAnswer> =>
    readSessionAnswer(
      await post({
        url: `${identityUrl}/${path}`,
        headers: { ...headers, 'X-Authentication': token },
        body: '',
        timeoutMs,
      }),
    );
  return {
    login: async () =>
      readLoginAnswer(
        await post({
          url: `${certLoginUrl}/certlogin`,
          headers,
          body: new URLSearchParams({ username, password }).toString(),
          timeoutMs: TIMEOUT_MS,
          certified: true,
        }),
      ),
    keepAlive: (token) => ask('keepAlive', token, TIMEOUT_MS),
    logout: (token) => ask('logout', token, LOGOUT_TIMEOUT_MS),
  };
}

const loginAnswer = z.object({ loginStatus: z.string().min(1), sessionToken: z.string().nullish() });

export function readLoginAnswer(answer: HttpAnswer): LoginAnswer {
  const { loginStatus, sessionToken } = parse(loginAnswer, answer);
  if (loginStatus !== 'SUCCESS') return { kind: 'refused', status: loginStatus };
  if (!sessionToken) throw new CallFailed(`${answer.host} let the bot in without giving it a session.`);
  return { kind: 'session', token: sessionToken };
}

const sessionAnswer = z.object({
  status: z.string().min(1),
  token: z.string().nullish(),
  error: z.string().nullish(),
});

export function readSessionAnswer(answer: HttpAnswer): SessionAnswer {
  const { status, token, error } = parse(sessionAnswer, answer);
  if (status === 'SUCCESS') return { kind: 'done', token: token ?? '' };
  return { kind: 'failed', error: error || status };
}

function parse<Schema extends z.ZodType>(
  schema: Schema,
  { host, status, text }: HttpAnswer,
): z.output<Schema> {
  const read = jsonText.pipe(schema).safeParse(text);
  if (status !== 200 || !read.success) throw new CallFailed(describeNonsense(host, status));
  return read.data;
}

const jsonText = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue('not JSON');
    return z.NEVER;
  }
});
