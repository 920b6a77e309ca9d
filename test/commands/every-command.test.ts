import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeOptions } from '../../src/command.ts';
import { readCommand } from '../../src/console/read-command.ts';
import { COMMANDS, parse } from './bench-app.ts';

const FILES = readdirSync(new URL('../../commands/', import.meta.url));

describe.each(COMMANDS.map((command) => [command.name, command] as const))(
  'the command %s',
  (name, command) => {
    it('lives in the file of its name', () => {
      expect(FILES).toContain(`${name}.ts`);
      expect(name).toMatch(/^[a-z][a-z-]*$/);
    });

    it('says in at most 100 characters what it does', () => {
      expect(command.summary.length).toBeGreaterThan(10);
      expect(command.summary.length).toBeLessThanOrEqual(100);
    });

    it('describes each option in at most 100 characters, those needed first', () => {
      const options = describeOptions(command);
      for (const { name: option, description } of options) {
        expect(description).not.toBe(option);
        expect(description.length).toBeLessThanOrEqual(100);
      }
      const required = options.map((option) => option.required);
      expect(required).toEqual([...required].sort((a, b) => Number(b) - Number(a)));
    });

    it('has examples that it understands', () => {
      expect(command.examples.length).toBeGreaterThan(0);
      for (const example of command.examples) {
        const read = readCommand(example, COMMANDS);
        if (read.kind !== 'call') throw new Error(`${example}: ${read.kind}`);
        expect(read.name).toBe(name);
        expect(parse(name, read.options), example).toBeTypeOf('object');
      }
    });
  },
);
