import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineCommand } from '../../src/command.ts';
import { readCommand } from '../../src/console/read-command.ts';

const command = (name: string, options: Record<string, z.ZodType>) =>
  defineCommand({
    name,
    summary: name,
    examples: [name],
    options,
    needs: 'viewer',
    run: () => ({ title: name, tone: 'neutral' }),
  });

const commands = [
  command('odds', { min: z.coerce.number(), max: z.coerce.number() }),
  command('pause', { reason: z.string().optional(), minutes: z.coerce.number().optional() }),
  command('status', {}),
  command('bet', {}),
];

const read = (line: string) => readCommand(line, commands);

describe('a line of the console', () => {
  it.each([
    ['odds 3 4', 'odds', { min: '3', max: '4' }],
    ['  /odds   3\t4 ', 'odds', { min: '3', max: '4' }],
    ['ODDS min:3 max=4', 'odds', { min: '3', max: '4' }],
    ['/odds min: 3 max: 4', 'odds', { min: '3', max: '4' }],
    ['odds max:4 3', 'odds', { min: '3', max: '4' }],
    ['pause "over the weekend" 30', 'pause', { reason: 'over the weekend', minutes: '30' }],
    ['pause minutes:30 reason:"see: note"', 'pause', { reason: 'see: note', minutes: '30' }],
    ['pause "minutes:5"', 'pause', { reason: 'minutes:5' }],
    ["pause don't", 'pause', { reason: "don't" }],
    ['pause reason:', 'pause', { reason: '' }],
    ['status', 'status', {}],
    ['odds -3', 'odds', { min: '-3' }],
  ])('%j is a call', (line, name, options) => {
    expect(read(line)).toEqual({ kind: 'call', name, options });
  });

  it.each(['', '   ', '/'])('%j is nothing', (line) => {
    expect(read(line)).toEqual({ kind: 'nothing' });
  });

  it.each([
    ['stats', 'There is no command "stats". Did you mean status? Type help to see them all.'],
    ['foo', 'There is no command "foo". Type help to see them all.'],
    ['arm', 'There is no command "arm". Type help to see them all.'],
    [
      'odds min:3 MIN=4',
      'The option "min" is given twice: keep one of them. It is used like this: odds <min> <max>',
    ],
    ['xyzzyxyzzy', 'There is no command "xyzzyxyzzy". Type help to see them all.'],
    [
      'odds 3 4 5',
      '"5" is too much: it takes min, max; words that belong together go in quotes. It is used like this: odds <min> <max>',
    ],
    ['odds mn:3', 'There is no option "mn"; it takes min, max. It is used like this: odds <min> <max>'],
    [
      'pause for lunch today',
      '"today" is too much: it takes reason, minutes; words that belong together go in quotes. It is used like this: pause [reason] [minutes]',
    ],
    [
      'status now',
      '"now" is too much: it takes no options; words that belong together go in quotes. It is used like this: status',
    ],
    ['pause "open', 'A quotation mark is not closed. It is used like this: pause [reason] [minutes]'],
    [
      'odds __proto__:3',
      'There is no option "__proto__"; it takes min, max. It is used like this: odds <min> <max>',
    ],
  ])('%j is refused with what is known', (line, message) => {
    expect(read(line)).toEqual({ kind: 'fault', message });
  });
});
