import { describe, expect, it } from 'vitest';
import { parseLine } from './command-line.ts';

const names: Record<string, readonly string[]> = { odds: ['min', 'max'], pause: ['reason', 'minutes'] };
const parse = (line: string) => parseLine(line, (command) => names[command] ?? []);

describe('a typed line', () => {
  it('is a command of the owner with its options', () => {
    expect(parse(' /odds min:3  max:4.5 ')).toEqual({
      kind: 'command',
      who: 'owner',
      name: 'odds',
      options: { min: '3', max: '4.5' },
    });
  });

  it('may hold spaces and colons in a value, with quotes or without', () => {
    const options = { reason: 'a break: until 10:30', minutes: '5' };
    expect(parse('/pause reason:a break: until 10:30 minutes:5')).toMatchObject({ options });
    expect(parse('/pause minutes:5 reason:"a break: until 10:30"')).toMatchObject({ options });
  });

  it('may be somebody else', () => {
    expect(parse('as stranger /status')).toMatchObject({ kind: 'command', who: 'stranger', name: 'status' });
    expect(parse('as viewer press 2')).toEqual({ kind: 'press', who: 'viewer', button: 2 });
    expect(parse('as nobody /status')).toMatchObject({ message: expect.stringMatching(/owner, operator/) });
  });

  it('may be a command whose last option is only being typed', () => {
    const typing = { kind: 'typing', who: 'viewer', name: 'odds', focused: 'max' };
    expect(parse('as viewer type /odds min:3 max:')).toEqual({ ...typing, options: { min: '3', max: '' } });
  });

  it.each(['cut', 'messages', 'commands', 'help', 'quit'])('can be %s', (word) => {
    expect(parse(word)).toEqual({ kind: word });
  });

  it('takes Discord away for some seconds', () => {
    expect(parse('away 2.5')).toEqual({ kind: 'away', seconds: 2.5 });
  });

  it.each([
    ['press', /press 1/],
    ['press x', /press 1/],
    ['away', /away 10/],
    ['type /odds', /type \/bet id:draw/],
    ['type /odds 3', /written name:value/],
    ['status', /begin with \//],
    ['/odds 3 4', /written name:value.*min, max/],
  ])('says what is meant where "%s" cannot be read', (line, message) => {
    expect(parse(line)).toMatchObject({ kind: 'mistake', message: expect.stringMatching(message) });
  });
});
