import { z } from 'zod';
import type { App, ConfigChange } from '../src/app.ts';
import { type By, defineCommand, type Refused } from '../src/command.ts';
import type { Limits } from '../src/core/events.ts';
import { limitsAt } from '../src/core/in-force.ts';
import { LIMIT_KEYS } from '../src/core/limit-keys.ts';
import type { Reply } from '../src/reply.ts';

export default defineCommand({
  name: 'config',
  summary:
    'Every setting in force and where it came from, without secrets; with reload, reads the file again',
  examples: ['config', 'config reload'],
  options: {
    do: z
      .enum(['show', 'reload'], { error: 'must be show or reload' })
      .default('show')
      .describe('show unless told; reload takes over what the file says now'),
  },
  // Ids of people and paths of the machine are not for everyone in the server.
  needs: 'operator',
  run: (app, { do: what }, by) => (what === 'reload' ? reload(app, by) : show(app)),
});

function show(app: App): Reply {
  const commanded = byCommand(app);
  const rows = Object.entries(app.configuration()).map(([key, { value, origin }]) => {
    const inForce = commanded.get(key);
    return inForce === undefined || inForce === value
      ? [key, value, origin]
      : [key, inForce, `a command (${origin}: ${value})`];
  });
  return {
    title: 'Settings in force',
    discreet: true,
    tone: 'neutral',
    table: {
      columns: [
        { name: 'Setting', align: 'left' },
        { name: 'Value', align: 'left' },
        { name: 'From', align: 'left' },
      ],
      rows,
    },
    footer: `Money in ${app.currency}. A change of the file holds from config reload or the next start on, and only where it differs from the file before.`,
  };
}

async function reload(app: App, by: By): Promise<Reply | Refused> {
  const reloaded = await app.reload(by);
  if ('refused' in reloaded) return reloaded;
  if (reloaded.kind === 'faults') return { refused: 'configuration', message: reloaded.text };
  const { held, waiting } = reloaded;
  if (held.length + waiting.length === 0)
    return { title: 'The configuration says what it said before', discreet: true, tone: 'neutral' };
  return {
    title: held.length === 0 ? 'Nothing holds before the next start' : 'Configuration read again',
    discreet: true,
    tone: waiting.length === 0 ? 'good' : 'warning',
    fields: [...held.map(changeField(HELD)), ...waiting.map(changeField('from the next start on'))],
    footer: 'Initial stake and target hold from the next cycle on, raised limits a day from now.',
    links: [{ label: 'Settings in force', command: 'config', options: {} }],
  };
}

const HELD = 'from now on';

const changeField =
  (when: string) =>
  ({ key, from, to }: ConfigChange) => ({ name: key, value: `${to} (was ${from}), ${when}` });

/** What commands can change outlives restarts: the log has it, not the file. */
function byCommand(app: App): ReadonlyMap<string, string> {
  const { odds } = app.state().settings;
  const limits = limitsAt(app.state(), new Date(app.now()).toISOString());
  return new Map([
    ['betting.min_odds', String(odds.min)],
    ['betting.max_odds', String(odds.max)],
    ...(Object.keys(LIMIT_KEYS) as (keyof Limits)[]).map(
      (name) => [`limits.${LIMIT_KEYS[name]}`, asInFile(limits, name)] as const,
    ),
  ]);
}

function asInFile(limits: Limits, name: keyof Limits): string {
  if (name === 'coolDownMinutes' || name === 'coolDownAfterLosses') return String(limits[name]);
  const limit = limits[name];
  return limit === null ? 'none' : String(limit / 100);
}
