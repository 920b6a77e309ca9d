import { expect, test } from 'vitest';
import { type RestParts, restFromCrashes } from '../../src/wiring/rest-before-start.ts';
import { createHandClock } from '../notify/hand-clock.ts';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');
const DEAD_STARTS = Array.from({ length: 6 }, (_, i) => new Date(NOW - 6_000 + i * 1_000).toISOString());

const betfair = (apiUrl: string): RestParts['config']['betfair'] => ({
  appKey: 'k',
  username: 'u',
  password: 'p',
  certFile: 'c',
  keyFile: 'f',
  caFile: null,
  apiUrl,
  certLoginUrl: 'https://127.0.0.1:1/api',
  identityUrl: 'https://127.0.0.1:1/api',
});

const discord = (apiUrl: string): RestParts['config']['discord'] => ({
  token: 't',
  guildId: null,
  channelId: null,
  auditChannelId: null,
  ownerId: null,
  operatorRoleId: null,
  viewerRoleId: null,
  apiUrl,
});

function rest(config: Partial<RestParts['config']>, starts = DEAD_STARTS) {
  const clock = createHandClock(NOW);
  const ending = new AbortController();
  const said: string[] = [];
  const stops: string[] = [];
  let listener: Parameters<RestParts['terminal']['listen']>[0] | null = null;
  let over = false;
  const done = restFromCrashes(
    {
      config: { betfair: null, discord: null, console: false, ...config },
      terminal: {
        print: (text) => void said.push(text),
        listen: (wanted) => {
          listener = wanted;
          return () => {
            listener = null;
          };
        },
      },
      clock,
      logger: { warn: (text) => void said.push(text) },
      requestStop: (reason) => {
        stops.push(reason);
        ending.abort();
      },
      ending: ending.signal,
    },
    starts,
  ).then(() => {
    over = true;
  });
  return { clock, said, stops, done, ending, isOver: () => over, listener: () => listener };
}

test('a start after many that died rests before it speaks to another machine, says so, and goes on', async () => {
  const { clock, said, done, isOver } = rest({ betfair: betfair('https://exchange.invalid') });
  expect(said).toEqual([
    'The program started 6 times in the last hour and never ended in order, so that it rests for 9 seconds before it logs in anywhere: Discord and Betfair lock out whoever logs in too often. Ctrl-C ends it.',
  ]);
  clock.advance(8_999);
  await Promise.resolve();
  expect(isOver()).toBe(false);
  clock.advance(1);
  await done;
});

test.each([
  ['a demo without Discord', {}, DEAD_STARTS],
  [
    'addresses on this machine alone',
    { betfair: betfair('https://127.0.0.1:8443'), discord: discord('http://localhost:81/api') },
    DEAD_STARTS,
  ],
  ['few starts', { discord: discord('https://discord.invalid/api') }, DEAD_STARTS.slice(2)],
] as const)('%s needs no rest', async (_, config, starts) => {
  const { said, done } = rest(config, starts);
  await done;
  expect(said).toEqual([]);
});

test('quit and Ctrl-C at the console end the rest, and what else is typed is answered', async () => {
  const typing = rest({ discord: discord('https://discord.invalid/api'), console: true });
  typing.listener()?.onLine('status');
  expect(typing.said.at(-1)).toMatch(/resting.*quit/);
  typing.listener()?.onLine(' Quit ');
  await typing.done;
  expect([typing.stops, typing.listener()]).toEqual([['quit at the console'], null]);
  const pressing = rest({ discord: discord('https://discord.invalid/api'), console: true });
  pressing.listener()?.onInterrupt();
  await pressing.done;
  expect(pressing.stops).toEqual(['Ctrl-C was pressed']);
});

test('a rest that is ended leaves nothing waiting', async () => {
  const { clock, done, ending } = rest({ discord: discord('https://discord.invalid/api') });
  ending.abort();
  await done;
  expect(clock.waits()).toEqual([]);
});
