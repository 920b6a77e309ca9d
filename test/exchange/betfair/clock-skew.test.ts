import { expect, it } from 'vitest';
import { watchClockSkew } from '../../../src/exchange/betfair/clock-skew.ts';

const NOW = Date.UTC(2026, 0, 1);

function watched() {
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  const onDate = watchClockSkew({ now: () => NOW }, { debug: say, info: say, warn: say, error: say });
  return { said, seen: (ms: number) => onDate(new Date(NOW + ms).toUTCString(), 'host'), onDate };
}

it('says once that the clock is off, and once that it is right again', () => {
  const { said, seen } = watched();
  for (const ms of [1_000, 300_000, 301_000, 2_000, 3_000]) seen(ms);
  expect(said).toEqual([
    expect.stringMatching(/^This computer's clock is 5 minutes behind that of host: set it/),
    "This computer's clock agrees with that of host again.",
  ]);
});

it('takes a header that is no date for nothing', () => {
  const { said, seen, onDate } = watched();
  seen(300_000);
  onDate('soon', 'host');
  expect(said).toHaveLength(1);
});
