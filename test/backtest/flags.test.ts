import { describe, expect, it } from 'vitest';
import { readFlags } from '../../src/backtest/flags.ts';
import { combinationsOf, gridAxis } from '../../src/backtest/grid.ts';

const flagsOf = (...args: string[]) => {
  const read = readFlags(args);
  if (read.kind !== 'flags') throw new Error(JSON.stringify(read));
  return read.flags;
};

const faultsOf = (...args: string[]) => {
  const read = readFlags(args);
  return read.kind === 'faults' ? read.faults.join(' ') : '';
};

describe('the command line of a backtest', () => {
  it('takes files, settings, a period and where the report goes', () => {
    const read = flagsOf(
      ...[
        'a.bz2',
        'folder',
        '--config',
        'c.json',
        '--set',
        'betting.min_odds=3.2',
        '--set',
        'betting.staking=roll_all',
      ],
      ...['--from', '2026-05-01', '--to', '2026-05-02T18:00Z', '--json', '--html', 'page.html'],
    );
    expect(read).toEqual({
      files: ['a.bz2', 'folder'],
      config: 'c.json',
      overrides: { 'betting.min_odds': 3.2, 'betting.staking': 'roll_all' },
      period: { from: Date.UTC(2026, 4, 1), to: Date.UTC(2026, 4, 2, 18) },
      ...{ grid: [], json: true, html: 'page.html' },
    });
  });

  it('takes several axes after one flag', () => {
    const read = flagsOf('file', '--grid', 'betting.min_odds=2.5..3:0.25', 'betting.max_odds=4,5,4');
    expect(read.files).toEqual(['file']);
    expect(read.grid).toEqual([
      { key: 'betting.min_odds', values: [2.5, 2.75, 3] },
      { key: 'betting.max_odds', values: [4, 5] },
    ]);
  });

  it.each([
    [[], 'Name at least one recording'],
    [['--grid', 'betting.min_odds=2,3'], 'Name at least one recording'],
    [['file', '--set', 'min odds'], '--set min odds: expected KEY=VALUE'],
    [['file', '--from', 'soon'], '--from soon: expected a date'],
    [['file', '--from', '2026-05-02', '--to', '2026-05-01'], '--from must be before --to'],
    [['file', '--grid', 'betting.min_odds=2..3'], 'expected KEY=FROM..TO:STEP'],
    [['file', '--grid', 'betting.min_odds=3..2:1'], 'FROM at most TO'],
    [['file', '--grid', 'betting.min_odds=2..3:0'], 'the step must be above zero'],
    [['file', '--grid', 'betting.min_odds=1..1000:0.01'], 'more than 10000 values'],
    [
      ['file', '--grid', 'betting.min_odds=2,3', 'betting.min_odds=4'],
      '--grid names betting.min_odds twice; give all its values at once',
    ],
    [['file', '--nonsense'], "Unknown option '--nonsense'"],
  ])('refuses %j', (args, why) => {
    expect(faultsOf(...args)).toContain(why);
  });

  it('offers help', () => {
    expect(readFlags(['--help'])).toEqual({ kind: 'help' });
  });
});

describe('a grid', () => {
  it('counts in decimals', () => {
    expect(gridAxis('betting.min_odds=0.1..0.5:0.1').values).toEqual([0.1, 0.2, 0.3, 0.4, 0.5]);
    expect(gridAxis('betting.min_odds=2.5..4:0.7').values).toEqual([2.5, 3.2, 3.9]);
  });

  it('combines every value with every other', () => {
    const axes = [gridAxis('a.a=1,2'), gridAxis('b.b=x,true')];
    expect(combinationsOf(axes)).toEqual([
      { 'a.a': 1, 'b.b': 'x' },
      { 'a.a': 1, 'b.b': true },
      { 'a.a': 2, 'b.b': 'x' },
      { 'a.a': 2, 'b.b': true },
    ]);
    const many = gridAxis('a.a=1..500:1');
    expect(() => combinationsOf([many, many])).toThrow('250000 combinations; at most 10000');
  });
});
