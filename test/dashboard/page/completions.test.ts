import { describe, expect, it } from 'vitest';
import { describeOptions } from '../../../src/command.ts';
import { partTyped } from '../../../src/command-line/part-typed.ts';
import { completionsOf } from '../../../src/dashboard/page/completions.ts';
import { loadCommands } from '../../../src/load-commands.ts';

const commands = (await loadCommands()).map((command) => ({
  name: command.name,
  summary: command.summary,
  allowed: command.name !== 'quit',
  examples: [...command.examples],
  options: describeOptions(command).map(({ choices, ...option }) => ({
    ...option,
    ...(choices && { choices: [...choices] }),
  })),
}));

const linesFor = (line: string, suggested: { name: string; value: string | number }[] = []) =>
  completionsOf(line, partTyped(line, commands), commands, suggested).map((completion) => completion.line);

describe('completions of the command box', () => {
  it('has every command that may be run for an empty line', () => {
    const allowed = commands.filter((command) => command.allowed);
    expect(linesFor('')).toEqual(allowed.map(({ name }) => `${name} `));
    expect(linesFor('')).not.toContain('quit ');
  });

  it('has the commands that begin with what is typed', () => {
    expect(linesFor('/stat')).toContain('status ');
    expect(linesFor('zzz')).toEqual([]);
  });

  it('has the values to choose from, then the names of the options', () => {
    const [command, option] = commands
      .flatMap((each) => each.options.slice(0, 1).map((first) => [each, first] as const))
      .find(([, { choices }]) => choices !== undefined)!;
    const lines = linesFor(`${command.name} `);
    for (const choice of option.choices ?? []) expect(lines).toContain(`${command.name} ${choice} `);
    expect(lines.at(-1)).toMatch(/:$/);
  });

  it('puts a suggested value with spaces in quotes, after the name of its option', () => {
    const lines = linesFor('skip team:Lee', [{ name: 'Leeds United', value: 'Leeds United' }]);
    expect(lines).toContain('skip team:"Leeds United" ');
  });

  it('has nothing after the last option or an unknown command', () => {
    expect(linesFor('nonsense x')).toEqual([]);
  });
});
