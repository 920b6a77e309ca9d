import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import type { Audit } from '../audit.ts';
import type { Outcome } from '../command.ts';
import type { Rollover } from '../rollover.ts';
import { type DoorEnv, roleFor } from './door/access.ts';
import type { DoorRole } from './door/keys.ts';
import { Fault } from './fault.ts';
import { readJson } from './read-json.ts';
import { replyJson } from './reply-json.ts';
import { createUsedKeys } from './used-keys.ts';
import { commandRequest } from './wire/call.ts';

export interface CallParts {
  readonly run: Rollover['run'];
  readonly audit: Audit;
}

/** Takes commands until it is closed. */
export interface CallDesk {
  answer(c: Context<DoorEnv>): Promise<Response>;
  /** Takes nothing more; resolves when all that came before is answered. */
  close(): Promise<void>;
}

const KEY = /^[\x21-\x7e]{1,128}$/;
const ASKS_KEY =
  'Send a header Idempotency-Key of 1 to 128 characters without spaces, new for each call: whatever bears it is done once.';
const USED =
  'Nothing was done: the same Idempotency-Key came before with another command or other options. Send a new one.';

/** Runs commands for those who call them over HTTP. */
export function createCallDesk({ run, audit }: CallParts): CallDesk {
  const keys = createUsedKeys();
  const underway = new Set<Promise<unknown>>();
  let closed = false;

  async function answer(c: Context<DoorEnv>): Promise<Response> {
    const name = c.req.param('name') ?? '';
    const role = callerOf(c, name, audit);
    const key = c.req.header('Idempotency-Key') ?? '';
    if (!KEY.test(key)) throw new Fault(400, 'no_key', `Nothing was done. ${ASKS_KEY}`);
    const { options = {}, confirm } = await readJson(c, commandRequest);
    if (closed) return c.json({ refused: 'ending', message: 'Nothing was done: the bot is ending.' }, 409);
    const call = createHash('sha256')
      .update(JSON.stringify([name, options]))
      .digest('base64url');
    if (!keys.accepts(key, call)) return c.json({ refused: 'key_used', message: USED }, 409);
    const outcome = run({
      ...{ name, options, id: `dashboard:${key}` },
      caller: { actor: 'dashboard', role },
      ...(confirm !== undefined && { confirmed: confirm }),
    });
    underway.add(outcome);
    try {
      return outcomeAnswer(c, await outcome, role);
    } finally {
      underway.delete(outcome);
    }
  }

  return {
    answer,
    close: async () => {
      closed = true;
      await Promise.allSettled(underway);
    },
  };
}

/** Throws a Fault for a stranger, which is noted as any other call. */
function callerOf(c: Context<DoorEnv>, command: string, audit: Audit): DoorRole {
  if (c.get('role') === null)
    audit({
      ...{ actor: 'dashboard', role: 'stranger', command, options: {} },
      id: `dashboard:${c.req.header('Idempotency-Key') ?? ''}`,
      outcome: 'turned_away',
    });
  return roleFor(c, 'viewer');
}

/** Whoever is operator already lacks nothing that a token could give. */
const ELSEWHERE = ' Nobody is owner on the dashboard: ask for it on Discord or at the console.';

function outcomeAnswer(c: Context, outcome: Outcome, role: DoorRole): Response {
  switch (outcome.kind) {
    case 'reply':
      return c.json({ reply: replyJson(outcome.reply) }, 200);
    case 'confirm': {
      const { token, effect, expiresAt } = outcome;
      return c.json({ confirm: token, effect, expiresAt }, 202);
    }
    case 'refused':
      return c.json({ refused: outcome.code, message: outcome.message }, 409);
    case 'invalid':
      throw new Fault(400, 'invalid', outcome.message);
    case 'forbidden':
      throw new Fault(403, 'forbidden', `${outcome.message}${role === 'operator' ? ELSEWHERE : ''}`);
    case 'unknown':
      throw new Fault(404, 'no_command', outcome.message);
  }
}
