import { describe, expect, it } from 'vitest';
import { loadWithOverrides } from '../../config/with-overrides.ts';

const reading = (files: Readonly<Record<string, string>>) => (path: string) => {
  const text = files[path];
  if (text === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
  return text;
};

describe('a configuration with some values replaced', () => {
  it('is the file with them, and nothing of the environment', () => {
    const files = { 'c.json': '{"betting":{"min_odds":2.5,"max_odds":6}}', '.env': 'DISCORD_TOKEN=x' };
    const loaded = loadWithOverrides(
      'c.json',
      reading(files),
      { 'betting.max_odds': 5, 'system.time_zone': 'Europe/London' },
      '--set',
    );
    expect(loaded).toMatchObject({
      config: { settings: { odds: { min: 2.5, max: 5 } }, timeZone: 'Europe/London', discord: null },
    });
  });

  it('needs no file, and takes a number for the text that it stands for', () => {
    const loaded = loadWithOverrides(null, reading({}), { 'market_selection.sport_id': 4 }, '--set');
    expect(loaded).toMatchObject({ config: { markets: { sportId: '4' } } });
  });

  it('names the flag where the value is wrong, and the file where it is', () => {
    const files = { 'c.json': '{"betting":{"min_odds":"low"}}' };
    const loaded = loadWithOverrides('c.json', reading(files), { 'betting.max_odds': 3.333 }, '--set');
    expect(
      loaded.kind === 'faults' && loaded.faults.map(({ where, path }) => [where.split(':')[0], path]),
    ).toEqual([
      ['c.json', 'betting.min_odds'],
      ['--set', 'betting.max_odds'],
    ]);
  });

  it('complains of a file that is no JSON, or not there', () => {
    const broken = loadWithOverrides(
      'c.json',
      reading({ 'c.json': '{' }),
      { 'betting.max_odds': 3 },
      '--set',
    );
    expect(broken).toMatchObject({ kind: 'faults' });
    expect(loadWithOverrides('c.json', reading({}), {}, '--set')).toMatchObject({ kind: 'faults' });
  });
});
