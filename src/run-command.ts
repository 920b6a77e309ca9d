import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { App } from './app.ts';
import type { Command, CommandCall, Outcome, Refused, Role } from './command.ts';
import type { Reply } from './reply.ts';

const RANK: readonly Role[] = ['stranger', 'viewer', 'operator', 'owner'];
const CONFIRM_WITHIN_MS = 120_000;

/** Runs a command for any surface: checks its options, its caller's role and, where one is asked for, the confirmation. */
export async function runCommand(
  commands: readonly Command[],
  app: App,
  { name, options: raw, caller, id, confirmed }: CommandCall,
): Promise<Outcome> {
  const command = commands.find((known) => known.name === name);
  if (command === undefined)
    return { kind: 'unknown', message: `There is no command "${name}". Ask for help to see them all.` };
  if (caller.role === 'stranger') return forbidden('viewer');
  const parsed = z.strictObject(command.options).safeParse(raw);
  if (!parsed.success) return { kind: 'invalid', message: faultsOf(command, parsed.error) };
  const options = parsed.data;
  const needed = typeof command.needs === 'function' ? command.needs(options, app) : command.needs;
  if (RANK.indexOf(caller.role) < RANK.indexOf(needed)) return forbidden(needed);
  const asked = command.confirm?.(app, options);
  if (asked !== undefined) {
    if (typeof asked !== 'string') return refused(asked);
    const open = confirmation(command, options, asked, confirmed, app.now());
    if (open !== null) return open;
  }
  return outcomeOf(await command.run(app, options, { actor: caller.actor, id }));
}

/**
 * A question that is still to be answered, or null once it was. The token says until when, and binds the
 * answer to the effect that was shown: it holds over a restart, but where something else would happen by now,
 * it is asked anew.
 */
function confirmation(
  { name }: Command,
  options: object,
  effect: string,
  token: string | undefined,
  now: number,
): Outcome | null {
  const digest = createHash('sha256')
    .update(JSON.stringify([name, options, effect]))
    .digest('base64url')
    .slice(0, 16);
  const ask = (question: string): Outcome => {
    const expires = now + CONFIRM_WITHIN_MS;
    const expiresAt = new Date(expires).toISOString();
    return { kind: 'confirm', token: `${expires.toString(36)}.${digest}`, effect: question, expiresAt };
  };
  if (token === undefined) return ask(effect);
  const [expires = '', shown] = token.split('.');
  if (!(Number.parseInt(expires, 36) > now))
    return refused({
      refused: 'expired',
      message: 'That question is older than two minutes; nothing was done. Ask again.',
    });
  if (shown === digest) return null;
  return ask(`Things have changed since you were asked, and nothing was done. As they are now: ${effect}`);
}

function faultsOf({ name, options }: Command, error: z.ZodError): string {
  const known = Object.keys(options);
  const faults = error.issues.map((issue) =>
    issue.code === 'unrecognized_keys'
      ? `there is no option ${issue.keys.join(', ')}; ${name} takes ${known.join(', ') || 'none'}`
      : `${issue.path.join('.')}: ${issue.message}`,
  );
  return `Nothing was done. ${faults.join('; ')}.`;
}

const ASKS: Readonly<Record<Role, string>> = {
  stranger: '',
  viewer: 'This bot answers only those whom its owner lets look.',
  operator: 'That takes the operator role; you may look, but not change anything.',
  owner: "That is the owner's alone.",
};

const forbidden = (needed: Role): Outcome => ({ kind: 'forbidden', message: ASKS[needed] });

const refused = ({ refused: code, message }: Refused): Outcome => ({ kind: 'refused', code, message });

const outcomeOf = (result: Reply | Refused): Outcome =>
  'refused' in result ? refused(result) : { kind: 'reply', reply: result };
