import { describe, expect, onTestFinished, test } from 'vitest';
import { initialState } from '../../src/core/initial-state.ts';
import { standBy } from '../../src/wiring/stand-by.ts';
import type { Standing } from '../../store/postgres/follow-stream.ts';
import { handClock } from '../exchange/hand-clock.ts';
import { silent } from '../store/temp-log.ts';

/** A standby that looks when the test does, and what its console and its health say. */
async function standby() {
  const clock = handClock();
  const ending = new AbortController();
  let look: (standing: Standing) => void = () => undefined;
  let type: (line: string) => void = () => undefined;
  const printed: string[] = [];
  const told: string[] = [];
  const standing = standBy(
    {
      config: {
        console: true,
        dashboard: { host: '127.0.0.1', port: 0, token: null, viewerToken: null },
      },
      terminal: {
        print: (text) => void printed.push(text),
        listen: ({ onLine }) => {
          type = onLine;
          return () => undefined;
        },
      },
      logger: { ...silent, info: (said) => void told.push(said) },
      clock,
      requestStop: () => undefined,
      ending: ending.signal,
    },
    {
      log: { subscribe: () => () => undefined },
      found: () => initialState,
      lead: (signal, onLook) =>
        new Promise((_, reject) => {
          look = onLook;
          signal.addEventListener('abort', () => reject(signal.reason));
        }),
    },
  );
  onTestFinished(async () => {
    ending.abort(new Error('the test is over'));
    await standing.catch(() => undefined);
  });
  look({ leader: 'one', unreachable: null });
  const address = () => /The health of the standby is at (\S+)/.exec(told.join('\n'))?.[1];
  await expect.poll(address).toBeDefined();
  return {
    clock,
    look: (standing: Standing) => look(standing),
    said: async () => {
      type('status');
      const answer = await fetch(`${address()}healthz`);
      const { components } = JSON.parse(await answer.text());
      return [components[0].state, printed.at(-1)];
    },
  };
}

describe('a standby', () => {
  test('whose look takes longer than three seconds says that the database does not answer, until it does', async () => {
    const { clock, look, said } = await standby();
    const well = ['ok', expect.stringMatching(/^This is a standby: the bot on one has the log/)];
    await clock.advance(3_000);
    expect(await said()).toEqual(well);
    await clock.advance(1);
    expect(await said()).toEqual([
      'degraded',
      expect.stringMatching(
        /^The database of the log is waited for: the database has not answered for 3 s\./,
      ),
    ]);
    look({ leader: null, unreachable: 'no database answers there' });
    expect(await said()).toEqual(['degraded', expect.stringContaining('no database answers there')]);
    look({ leader: 'one', unreachable: null });
    expect(await said()).toEqual(well);
  });
});
