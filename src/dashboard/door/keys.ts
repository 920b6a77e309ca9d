import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Role } from '../../command.ts';

/** Who may come in: nobody is owner here. */
export type DoorRole = Extract<Role, 'viewer' | 'operator'>;

export interface Tokens {
  readonly token: string | null;
  readonly viewerToken: string | null;
}

export interface Keys {
  /** Whether a token has to be shown at all. */
  readonly required: boolean;
  /** The role of whoever shows it; takes as long whatever is shown. */
  roleOf(shown: string): DoorRole | null;
  /** Signs cookies; follows from the tokens, so that a cookie outlives a restart, and none a changed token. */
  readonly cookieSecret: string;
  /** Of its own for each pair of tokens: cookies do not tell the ports of one host apart. */
  readonly cookieName: string;
}

export function createKeys({ token, viewerToken }: Tokens): Keys {
  const given = [
    ['operator', token],
    ['viewer', viewerToken],
  ] as const;
  const known = given.flatMap(([role, secret]) =>
    secret === null ? [] : [{ role, digest: digestOf(secret) }],
  );
  const cookieSecret = createHmac('sha256', JSON.stringify([token, viewerToken]))
    .update('the key of the dashboard cookies')
    .digest('base64url');
  return {
    required: known.length > 0,
    roleOf: (shown) => {
      const digest = digestOf(shown);
      const matching = known.filter((each) => timingSafeEqual(each.digest, digest));
      return matching[0]?.role ?? null;
    },
    cookieSecret,
    cookieName: `rollover_${digestOf(cookieSecret).toString('hex').slice(0, 8)}`,
  };
}

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
