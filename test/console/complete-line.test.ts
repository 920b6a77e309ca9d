import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineCommand, type Suggestion } from '../../src/command.ts';
import { completeLine } from '../../src/console/complete-line.ts';
import { suggestValues, type Typing } from '../../src/suggest-values.ts';
import { appWith } from '../commands/bench-app.ts';

const values = (...all: string[]): Suggestion[] => all.map((value) => ({ name: `the ${value}`, value }));

const commands = [
  defineCommand({
    name: 'skip',
    summary: 'Skips',
    examples: [],
    options: {
      what: z.enum(['market', 'team', 'competition']),
      name: z.string(),
      hours: z.string().optional(),
    },
    suggest: {
      name: (_, { what }) =>
        what === 'team' ? values('Leeds', 'Leicester', 'Crystal Palace') : values('Serie A'),
    },
    needs: 'operator',
    run: () => ({ title: 'skipped', tone: 'neutral' }),
  }),
  defineCommand({
    name: 'skips',
    summary: 'Skips',
    examples: [],
    options: {},
    needs: 'viewer',
    run: () => ({ title: 'skips', tone: 'neutral' }),
  }),
];

const suggest = (typing: Typing) => suggestValues(commands, appWith(), typing);
const complete = (line: string) => completeLine(line, commands, suggest);

describe('a half-typed line is completed', () => {
  it.each<[line: string, completions: string[], part: string]>([
    ['', ['skip ', 'skips '], ''],
    ['/SK', ['skip ', 'skips '], 'SK'],
    ['skip', ['skip ', 'skips '], 'skip'],
    ['nothing ', [], ''],
    ['skips ', [], ''],
    ['skip ', ['market ', 'team ', 'competition '], ''],
    ['skip t', ['team '], 't'],
    ['skip n', ['name:'], 'n'],
    ['skip team ', ['Leeds ', 'Leicester ', '"Crystal Palace" '], ''],
    ['skip team le', ['Leeds ', 'Leicester '], 'le'],
    ['skip team palace', ['"Crystal Palace" '], 'palace'],
    ['skip team the', [], 'the'],
    ['skip team "Crystal P', ['"Crystal Palace" '], '"Crystal P'],
    ['skip competition ', ['"Serie A" '], ''],
    ['skip what:t', ['what:team '], 'what:t'],
    ['skip what:team name=le', ['name=Leeds ', 'name=Leicester '], 'name=le'],
    ['skip "x y" ', ['"Serie A" '], ''],
    ['skip team Leeds ', [], ''],
    ['skip team Leeds 48 ', [], ''],
  ])('"%s"', async (line, completions, part) => {
    expect(await complete(line)).toEqual([completions, part]);
  });
});
