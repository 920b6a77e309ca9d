import type { App } from '../src/app.ts';
import { defineCommand } from '../src/command.ts';
import type { Limits } from '../src/core/events.ts';
import { limitsAt } from '../src/core/in-force.ts';
import { LIMIT_KEYS } from '../src/core/limit-keys.ts';

export default defineCommand({
  name: 'config',
  summary: 'Every setting in force and where it came from: default, file, environment, command; no secrets',
  examples: ['config'],
  options: {},
  // Ids of people and paths of the machine are not for everyone in the server.
  needs: 'operator',
  run: (app) => {
    const commanded = byCommand(app);
    const rows = Object.entries(app.configuration).map(([key, { value, origin }]) => {
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
      footer: `Money in ${app.currency}. A change of the file holds from the next start on, and only where it differs from the file at the last one.`,
    };
  },
});

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
