import { z } from 'zod';
import type { App } from './app.ts';
import {
  type By,
  type Command,
  type CommandCall,
  type Outcome,
  type Refused,
  type Role,
  suffices,
} from './command.ts';
import { openQuestion } from './confirmation.ts';
import type { Reply } from './reply.ts';

/** Runs a command for any surface: checks its options, its caller's role and, where one is asked for, the confirmation. */
export async function runCommand(
  commands: readonly Command[],
  app: App,
  call: CommandCall,
): Promise<Outcome> {
  const { name, options: raw, caller, id } = call;
  const command = commands.find((known) => known.name === name);
  if (command === undefined)
    return { kind: 'unknown', message: `There is no command "${name}". Ask for help to see them all.` };
  if (caller.role === 'stranger') return forbidden('viewer');
  const parsed = z.strictObject(command.options).safeParse(raw);
  if (!parsed.success) return { kind: 'invalid', message: faultsOf(command, parsed.error) };
  const options = parsed.data;
  const needed = typeof command.needs === 'function' ? command.needs(options, app) : command.needs;
  if (!suffices(caller.role, needed)) return forbidden(needed);
  const by: By = { actor: caller.actor, id };
  const effect = command.confirm?.(app, options);
  if (effect === undefined) return outcomeOf(await command.run(app, options, by));
  if (typeof effect !== 'string') return refused(effect);
  const { seq } = app.state();
  const question = await openQuestion(app, call, { options, effect, seq });
  return question ?? outcomeOf(await command.run(app, options, { ...by, seq }));
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
