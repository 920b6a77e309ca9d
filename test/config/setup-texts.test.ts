import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { misreadLines, readDotEnvText, withVariables } from '../../config/dot-env-text.ts';
import { formatFault } from '../../config/fault.ts';
import { withSettings } from '../../config/settings-text.ts';

describe('the text of a .env file', () => {
  const before = '# mine\nA=1\nexport B="two\nlines" # why\n\nAB=3';

  it('keeps what it is not told to change, comments too', () => {
    const changes = new Map([
      ['A', ''],
      ['B', 'x#y'],
      ['C', '$&'],
    ]);
    expect(withVariables(before, changes)).toBe("# mine\nB='x#y'\n\nAB=3\nC=$&\n");
    expect(withVariables('', new Map([['A', '1']]))).toBe('A=1\n');
    expect(withVariables('A=1\r\nB=2\r\n', new Map([['A', '3']]))).toBe('A=3\nB=2\r\n');
  });

  it('leaves one line of a name that stands there twice, since the last would count', () => {
    const twice = 'A=1\nB=2\nA=3\n';
    expect(withVariables(twice, new Map([['A', '4']]))).toBe('A=4\nB=2\n');
    expect(withVariables(twice, new Map([['A', '']]))).toBe('B=2\n');
  });

  it('points out what would be read as nobody meant it', () => {
    const text =
      'A=x#y # z\nB="x#y"\nC= x # y#z\n\n# mine\nno assignment\nexport D=#x\nE="two\nlines = #x"\nF: 3\n';
    expect(misreadLines(text, 'answers').map(formatFault)).toEqual([
      'answers:6: is no NAME=value line',
      'answers:1: A; would end before its #: put it within quotes',
      'answers:7: D; would end before its #: put it within quotes',
    ]);
    expect(misreadLines('https://a.b/c\n', 'answers').map(formatFault)).toEqual([
      'answers:1: is no NAME=value line',
    ]);
    expect(misreadLines('\uFEFFA=1\r\nB : 2\r\nC: 3\r\n', 'answers').map(formatFault)).toEqual([
      'answers:2: is no NAME=value line',
    ]);
    expect(withVariables('\uFEFFA=1\n', new Map([['A', '2']]))).toBe('A=2\n');
  });

  it('refuses what no quotes can hold', () => {
    expect(() => withVariables('', new Map([['A', `'"\`\n`]]))).toThrow(RangeError);
  });

  it.each([`'`, `"`, '`', `'a`])('keeps a value that begins with a quote to its line: %s', (value) => {
    const text = withVariables(
      '',
      new Map([
        ['A', value],
        ['B', '#'],
      ]),
    );
    expect(readDotEnvText(text)).toEqual({ A: value, B: '#' });
  });

  it('reads back as what was written, whatever stood there before', () => {
    const name = fc.constantFrom('A', 'AB', 'B_C', 'DISCORD_TOKEN');
    const value = fc.string({ unit: 'grapheme' }).filter((text) => text === text.trim() && text !== '');
    fc.assert(
      fc.property(
        fc.dictionary(name, value),
        fc.dictionary(name, fc.option(value, { nil: '' })),
        (old, changes) => {
          try {
            const first = withVariables('# c\n', new Map(Object.entries(old)));
            const then = withVariables(first, new Map(Object.entries(changes)));
            const kept = Object.entries({ ...old, ...changes }).filter(([, text]) => text !== '');
            expect(readDotEnvText(then)).toEqual(Object.fromEntries(kept));
            expect(then.startsWith('# c\n')).toBe(true);
          } catch (error) {
            if (!(error instanceof RangeError)) throw error;
          }
        },
      ),
    );
  });
});

describe('the text of a configuration file', () => {
  const text = '{ "$schema": "./s.json", "betting": { "min_odds": 3.0, "staking": "roll_all" } }';
  const changed = (changes: Readonly<Record<string, string>>) =>
    JSON.parse(withSettings(text, new Map(Object.entries(changes))));

  it('takes each value as its key wants it, and keeps the rest', () => {
    expect(
      changed({
        'betting.min_odds': '2.5',
        'market_selection.sport_id': '7',
        'limits.max_daily_loss': 'none',
        'system.dry_run': 'false',
        'notifications.quiet_hours': '22:30-07:00',
        'notifications.daily_summary': 'none',
      }),
    ).toEqual({
      $schema: './s.json',
      betting: { min_odds: 2.5, staking: 'roll_all' },
      market_selection: { sport_id: '7' },
      limits: { max_daily_loss: null },
      system: { dry_run: false },
      notifications: { quiet_hours: '22:30-07:00', daily_summary: null },
    });
  });

  it('takes a key out, and leaves to the schema what is of no type', () => {
    expect(changed({ 'betting.min_odds': '', 'betting.max_odds': 'lots' })).toEqual({
      $schema: './s.json',
      betting: { staking: 'roll_all', max_odds: 'lots' },
    });
  });

  it('throws where there is no JSON object', () => {
    for (const nonsense of ['{', '[1]']) expect(() => withSettings(nonsense, new Map())).toThrow();
  });
});
