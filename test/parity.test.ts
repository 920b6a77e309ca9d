import { describe, expect, it } from 'vitest';
import { readCommand } from '../src/console/read-command.ts';
import { renderReply as renderOnConsole } from '../src/console/render-reply.ts';
import { pennies } from '../src/core/money.ts';
import { replyJson } from '../src/dashboard/reply-json.ts';
import { createButtonIds } from '../src/discord/button-press.ts';
import { renderOutcome } from '../src/discord/render/render-outcome.ts';
import type { Reply, Text } from '../src/reply.ts';
import { runCommand } from '../src/run-command.ts';
import { SCAN } from './charts/sample-charts.ts';
import { appWith, COMMANDS } from './commands/bench-app.ts';
import { at, started } from './core/given.ts';
import { sampleBackups } from './discord-docs/sample-backups.ts';
import { createStory } from './notify/story.ts';

/** Cycle 1 lost on leg 2, cycle 2 at the target with leg 3, a bet of cycle 3 open. */
const story = createStory(started({ target: pennies(3_000) }));
for (const outcome of ['won', 'lost', 'won', 'won', 'won'] as const) {
  story.bet();
  story.end(outcome);
}
story.bet();

const app = appWith(story.state(), {
  ...{ lastScan: () => SCAN, scan: async () => SCAN, books: async () => [] },
  events: story.log.read,
  funds: async () => ({ available: pennies(100), exposure: pennies(0), currency: 'GBP', discountRate: 0 }),
  verify: async () => ({ exitCode: 0, out: ['34 events, whole.'], err: [] }),
  backUp: async () => ({
    kept: sampleBackups(story.state(), 'demo', Date.parse(at())),
    removed: [],
    sameDisk: true,
  }),
  health: () => [{ component: 'log', state: 'ok', why: ['It can be written.'] }],
  logs: async () => [{ at: at(), level: 'info', text: 'Connected to Discord' }],
  configuration: () => ({ 'betting.min_odds': { value: '3', origin: 'default' } }),
});

/** Every word of a reply but moments and heads of columns: each surface writes those in its own way. */
function factsOf({ title, text, fields = [], table, footer }: Reply): readonly string[] {
  const texts: readonly (Text | undefined)[] = [
    ...[title, text, footer],
    ...fields.flatMap(({ name, value }) => [name, value]),
    ...(table?.rows.flat() ?? []),
  ];
  return texts
    .flatMap((each) => each ?? [])
    .filter((part) => typeof part === 'string')
    .flatMap((part) => part.split(/\s+/))
    .filter(Boolean);
}

/** What somebody reads on Discord: a backslash before a mark is not shown. */
function shownOnDiscord(reply: Reply, command: string): string {
  const asked = { user: '1', command, options: {} };
  const { embeds, components } = renderOutcome({ kind: 'reply', reply }, asked, createButtonIds());
  return JSON.stringify([embeds, components], (_, value) =>
    typeof value === 'string' ? value.replace(/\\([^0-9A-Za-z\s])/g, '$1') : value,
  );
}

const shownOnConsole = (reply: Reply): string =>
  renderOnConsole(
    reply,
    { width: Number.POSITIVE_INFINITY, colour: false, timeZone: 'UTC', now: app.now() },
    ['a', 'b'],
  );

/** What the page is sent to show. */
const shownOnDashboard = (reply: Reply): string => JSON.stringify(replyJson(reply));

const EXAMPLES = COMMANDS.flatMap(({ name, examples }) =>
  examples.map((example) => [example, name] as const),
);

describe('every surface shows the same facts', () => {
  it.each(EXAMPLES)('of `%s`', async (example, name) => {
    const read = readCommand(example, COMMANDS);
    if (read.kind !== 'call') throw new Error(`${example}: ${read.kind}`);
    const caller = { actor: 'console', role: 'owner' } as const;
    const outcome = await runCommand(COMMANDS, app, { name, options: read.options, caller, id: example });
    if (outcome.kind !== 'reply') return expect(['refused', 'confirm']).toContain(outcome.kind);
    const facts = factsOf(outcome.reply);
    expect(facts.length).toBeGreaterThan(0);
    const discord = shownOnDiscord(outcome.reply, name);
    const console = shownOnConsole(outcome.reply);
    const dashboard = shownOnDashboard(outcome.reply);
    expect(facts.filter((fact) => !discord.includes(JSON.stringify(fact).slice(1, -1)))).toEqual([]);
    expect(facts.filter((fact) => !console.includes(fact))).toEqual([]);
    expect(facts.filter((fact) => !dashboard.includes(JSON.stringify(fact).slice(1, -1)))).toEqual([]);
  });
});
