import { describe, expect, it } from 'vitest';
import {
  type ComponentHealth,
  consoleHealth,
  discordHealth,
  exchangeHealth,
  logHealth,
  notWell,
} from '../src/health.ts';
import { plain } from './commands/bench-app.ts';
import { at } from './core/given.ts';

const said = ({ component, state, why }: ComponentHealth) => `${component} ${state}: ${plain(why)}`;

const WELL = {
  ...{ blocked: null, threat: null, distrusted: null, lost: null, place: null },
  ...{ seq: 12, at: at(3), verifiedAt: at(1) },
};

describe('the event log', () => {
  it.each([
    [
      WELL,
      `log ok: It can be written; the last event is 12, appended ${at(3)}. It was read from its beginning and found whole ${at(1)}.`,
    ],
    [
      { ...WELL, seq: 0, at: null },
      `log ok: It can be written; the last event is 0. It was read from its beginning and found whole ${at(1)}.`,
    ],
    [
      { ...WELL, blocked: 'ENOSPC: no space left' },
      'log failed: It cannot be written (ENOSPC: no space left). Nothing is bet until it can be.',
    ],
    [
      { ...WELL, threat: 'The database has not answered for 2 s: no answer.' },
      'log degraded: The database has not answered for 2 s: no answer. Nothing is bet where that goes on.',
    ],
    [
      { ...WELL, blocked: 'no answer', threat: 'The database has not answered for 8 s: no answer.' },
      'log failed: It cannot be written (no answer). Nothing is bet until it can be.',
    ],
    [
      { ...WELL, verifiedAt: null },
      `log ok: It can be written; the last event is 12, appended ${at(3)}. It was not read from its beginning yet.`,
    ],
    [
      { ...WELL, distrusted: 'it is damaged (line 8, seq 7: it is torn)' },
      'log failed: Nothing is bet on it: it is damaged (line 8, seq 7: it is torn).',
    ],
    [
      { ...WELL, lost: 'another process has it' },
      'log failed: Nothing more is appended: another process has it.',
    ],
  ])('%o', (log, sentence) => {
    expect(said(logHealth(log))).toBe(sentence);
  });
});

it('the event log of a stream says which one it is, and on which machine, whatever befalls it', () => {
  const place = 'Stream "live", from one.';
  expect([
    plain(logHealth({ ...WELL, place }).why),
    plain(logHealth({ ...WELL, place, blocked: 'no answer' }).why),
  ]).toEqual([
    `${plain(logHealth(WELL).why)} ${place}`,
    'It cannot be written (no answer). Nothing is bet until it can be. Stream "live", from one.',
  ]);
});

describe('the exchange', () => {
  const failure = { why: 'Betfair did not answer.', since: at(1) };

  it.each([
    [{ failure: null, answeredAt: null }, null, 'ok: It was not asked yet.'],
    [
      { failure: null, answeredAt: at(2) },
      { at: Date.parse(at(1)) },
      `ok: It answered ${at(2)}. The session was begun or prolonged ${at(1)}.`,
    ],
    [
      { failure, answeredAt: at(0) },
      { at: null },
      `degraded: Not to be reached since ${at(1)}: Betfair did not answer. There is no session; the next call logs in.`,
    ],
  ])('%o, session: %s', (reach, session, sentence) => {
    expect(said(exchangeHealth(reach, session))).toBe(`exchange ${sentence}`);
  });
});

describe('Discord', () => {
  const up = { state: 'up', why: 'Connected to Discord.', since: at(5) } as const;

  it.each([
    [null, 0, 'off: It is not set up.'],
    [up, 0, `ok: Connected to Discord. Since ${at(5)}. No notice waits.`],
    [
      { ...up, state: 'degraded', why: 'Discord is away.' },
      3,
      `degraded: Discord is away. Since ${at(5)}. Notices that wait: 3.`,
    ],
    [{ ...up, state: 'off' }, 0, `degraded: Connected to Discord. Since ${at(5)}. No notice waits.`],
  ] as const)('%o, %s waiting', (connection, waiting, sentence) => {
    expect(said(discordHealth(connection, waiting))).toBe(`discord ${sentence}`);
  });
});

it('the console is well, or off where it was not asked for', () => {
  expect([true, false].map((listens) => said(consoleHealth(listens)))).toEqual([
    'console ok: Commands are read from standard input.',
    'console off: It was not asked for at the start.',
  ]);
});

it('what has failed comes before what is away', () => {
  const log = logHealth({ ...WELL, lost: 'another process has it' });
  const away = exchangeHealth({ failure: { why: 'x', since: at() }, answeredAt: null }, null);
  expect(notWell([consoleHealth(true), away, log])).toEqual([log, away]);
});
