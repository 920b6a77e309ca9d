import type { CommandCall, Outcome } from '../../src/command.ts';
import { readCommand } from '../../src/console/read-command.ts';
import { type DiscordSurface, startDiscord } from '../../src/discord/start-discord.ts';
import type { Rollover, RolloverParts } from '../../src/rollover.ts';
import { type Bench, type BenchWanted, loopBench } from '../betting/loop-bench.ts';
import { COMMANDS } from '../commands/bench-app.ts';
import { sampleBackups } from '../discord-docs/sample-backups.ts';
import type { Standin } from '../discord-standin/standin.ts';
import { rolloverOn } from '../rollover-on.ts';
import { silent } from '../store/temp-log.ts';
import { discordSettings, hurried, memory } from './bench-bot.ts';

/** The commands of the program over a real log, behind the surface and a real client. */
export interface CommandBot extends Bench {
  readonly rollover: Rollover;
  readonly surface: DiscordSurface;
  /** What the commands answered, by the id of the interaction. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
}

const LOG = { origin: 'f'.repeat(64), began: '2026-03-02T08:00:00.000Z', seq: 22 };

/** What else the commands ask for, in a word. */
export const WHOLE: Partial<RolloverParts> = {
  verify: async () => ({ exitCode: 0, out: ['1 event, whole'], err: [] }),
  backUp: async () => ({
    kept: sampleBackups(LOG, 'demo', Date.parse('2026-03-02T09:00:00.000Z')),
    removed: [],
    sameDisk: true,
  }),
  logs: async () => [{ at: new Date(0).toISOString(), level: 'info', text: 'Connected to Discord' }],
  draw: async ({ name }) => Buffer.from(name),
  health: () => [{ component: 'log', state: 'ok', why: ['It can be written.'] }],
  configuration: () => ({ 'betting.min_odds': { value: '3', origin: 'default' } }),
};

/** What somebody types at the console, as Discord sends it: the command and its options. */
export function asTyped(line: string): readonly [name: string, options: Record<string, string>] {
  const read = readCommand(line, COMMANDS);
  if (read.kind !== 'call') throw new Error(`${line}: ${read.kind}`);
  return [read.name, read.options as Record<string, string>];
}

/** `more` of the coordinator's parts, made from the bench. */
export async function startCommandBot(
  standin: Standin,
  on: BenchWanted = {},
  more: (bench: Bench) => Partial<RolloverParts> = () => ({}),
): Promise<CommandBot> {
  const bench = await loopBench({ ...on, begin: false });
  const rollover = rolloverOn(bench, { commands: COMMANDS, ...more(bench) });
  await rollover.start();
  const outcomes = new Map<string, Outcome>();
  const surface = startDiscord({
    settings: discordSettings(standin),
    commands: COMMANDS,
    run: async (call: CommandCall) => {
      const outcome = await rollover.run(call);
      outcomes.set(call.id, outcome);
      return outcome;
    },
    suggest: rollover.suggest,
    audit: () => {},
    status: null,
    cycles: { kept: memory(), receipt: async () => null },
    clock: hurried,
    logger: silent,
    onProblem: () => {},
    onRecovered: () => {},
  });
  await standin.waitForBot();
  await standin.waitUntil(() => standin.commands().length > 0 || undefined, 'the commands');
  return { ...bench, rollover, surface, outcomes };
}
