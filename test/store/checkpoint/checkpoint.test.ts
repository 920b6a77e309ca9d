import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { writeEventFile } from '../../../bench/sample-file.ts';
import { lifeFacts } from '../../../bench/sample-life.ts';
import { newestFirst } from '../../../src/core/chain.ts';
import { initialState } from '../../../src/core/initial-state.ts';
import type { State } from '../../../src/core/state.ts';
import { createStateHistory } from '../../../src/core/state-history.ts';
import { EventFileRefused } from '../../../store/event-file/event-file-refused.ts';
import type { EventLogWanted } from '../../../store/lowdb-event-log.ts';
import { resumed } from '../sample-facts.ts';
import { appendOf, eventsOf, openLog, silent, tempDir } from '../temp-log.ts';

const fileIn = (dir: string) => join(dir, 'betting_events.demo.json');
const headIn = (dir: string) => join(dir, 'betting_events.demo.head.json');
const checkpointIn = (dir: string) => join(dir, 'betting_events.demo.checkpoint.jsonl');

/** The log of a folder, folded as the bot does, with what was said of its opening. */
async function openFolded(dir: string, wanted: Partial<EventLogWanted> = {}) {
  const history = createStateHistory();
  const said: string[] = [];
  const say = (text: string) => {
    said.push(text);
  };
  let state = initialState;
  let begunAt = -1;
  let taken = 0;
  const log = await openLog(dir, {
    ...wanted,
    logger: { ...silent, info: say, warn: say, error: say },
    folding: {
      begin: (kept, readBack) => {
        state = history.begin(kept, readBack);
        begunAt = state.seq;
        taken = 0;
      },
      take: (append) => {
        state = history.fold(state, append);
        taken += append.length;
      },
    },
  });
  return { log, history, said, state: () => seen(state), begunAt, taken };
}

/** All of a state, what is read back included. */
const seen = (state: State) => ({
  ...state,
  journal: [...newestFirst(state.journal)],
  ledger: { ...state.ledger, ended: [...newestFirst(state.ledger.ended)] },
});

const lives = new Map<number, { readonly dir: string; readonly state: ReturnType<typeof seen> }>();

/** A folder with a life of so many events, and with the checkpoint that its first start leaves; each is made once. */
async function lived(events: number) {
  const life = lives.get(events) ?? (await live(events));
  lives.set(events, life);
  const dir = tempDir();
  cpSync(life.dir, dir, { recursive: true });
  return { ...life, dir };
}

async function live(events: number) {
  const dir = tempDir(afterAll);
  writeEventFile(fileIn(dir), lifeFacts(events));
  const { log, history, state } = await openFolded(dir);
  log.keep(history.kept());
  const found = state();
  await log.close();
  expect(existsSync(checkpointIn(dir))).toBe(true);
  return { dir, state: found };
}

const overwrite = (path: string, at: number, text: string) => {
  const bytes = readFileSync(path);
  bytes.write(text, at);
  writeFileSync(path, bytes);
};

/** Spoils a letter of the only event of that seq. */
function spoil(dir: string, seq: number): void {
  const at = readFileSync(fileIn(dir)).indexOf(`{"seq":${seq},`);
  overwrite(fileIn(dir), at + 20, 'x');
}

describe('a start with a checkpoint', () => {
  it('comes to the state of the whole log, wherever the log ends beyond it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(1_100, 2_047, 2_600), fc.nat(20), async (events, more) => {
        const { dir } = await lived(events);
        const first = await openFolded(dir);
        for (let n = 0; n < more; n += 1) await appendOf(first.log, [resumed('a'), resumed('b')]);
        await first.log.close();
        const warm = await openFolded(dir);
        expect(await warm.log.checked).toBeNull();
        await warm.log.close();
        rmSync(checkpointIn(dir));
        const cold = await openFolded(dir);
        await cold.log.close();
        expect(cold.begunAt).toBe(0);
        expect(warm.begunAt).toBeGreaterThanOrEqual(1024);
        expect(warm.taken).toBeLessThan(1024 + 2 * more + 4);
        expect(warm.state()).toEqual(cold.state());
        expect(warm.history.kept()).toEqual(cold.history.kept());
      }),
      { numRuns: 5 },
    );
  });

  it('remembers the commands of the last day, also those before it', async () => {
    const { dir } = await lived(1_030);
    const first = await openFolded(dir);
    const events = eventsOf(await appendOf(first.log, [resumed('a')], { cause: 'command', once: true }));
    for (let n = 0; n < 30; n += 1) {
      const [one, ...more] = Array.from({ length: 60 }, () => resumed('b'));
      if (one) eventsOf(await appendOf(first.log, [one, ...more], { cause: `other-${n}` }));
    }
    await first.log.close();
    const second = await openFolded(dir);
    second.log.keep(second.history.kept());
    await second.log.close();
    const third = await openFolded(dir);
    expect(third.begunAt).toBeGreaterThan(events[0]?.seq ?? 0);
    expect(await third.log.outcomeOf('command')).toEqual(events);
  });

  it('goes on with it while the log grows', async () => {
    const { dir } = await lived(2_100);
    const { log, history, state } = await openFolded(dir);
    expect(state().seq).toBe(2_100);
    expect(history.kept()).toHaveLength(2);
    log.keep(history.kept());
    await log.close();
    expect((await openFolded(dir)).begunAt).toBeGreaterThan(2_000);
  });
});

describe('a checkpoint is not used', () => {
  const cases: Readonly<Record<string, (dir: string) => void>> = {
    'that is damaged': (dir) => overwrite(checkpointIn(dir), 1_000, '~'),
    'of which only a part was written': (dir) => {
      const bytes = readFileSync(checkpointIn(dir));
      writeFileSync(checkpointIn(dir), bytes.subarray(0, bytes.length / 2));
    },
    'that is empty': (dir) => writeFileSync(checkpointIn(dir), ''),
    'that another version of the program has written': (dir) => {
      const text = readFileSync(checkpointIn(dir), 'utf8');
      writeFileSync(checkpointIn(dir), text.replace(/"fold":"[0-9a-f]{8}/, '"fold":"00000000'));
    },
    'without a head file': (dir) => rmSync(headIn(dir)),
    'beyond the head file': (dir) => {
      const [, hash = ''] =
        /\{"seq":7,.*"hash":"([0-9a-f]{64})"/.exec(readFileSync(fileIn(dir), 'utf8')) ?? [];
      writeFileSync(headIn(dir), JSON.stringify({ seq: 7, hash }));
    },
  };
  it.each(Object.entries(cases))('%s, which is said; the state is the same', async (_, harm) => {
    const { dir, state } = await lived(1_500);
    harm(dir);
    const again = await openFolded(dir);
    expect(again.begunAt).toBe(0);
    expect(again.said.join('\n')).toContain('The event file is read from its beginning: ');
    expect(again.state()).toEqual(state);
  });

  it('of another log', async () => {
    const { dir } = await lived(1_500);
    const other = tempDir();
    writeEventFile(
      fileIn(other),
      (function* () {
        for (let n = 0; n < 3_000; n += 1) yield [resumed(`${n}`)] as const;
      })(),
    );
    renameSync(fileIn(other), fileIn(dir));
    rmSync(headIn(dir));
    const plain = await openFolded(dir);
    await plain.log.close();
    const again = await openFolded(dir);
    expect(again.said.join('\n')).toContain('the checkpoint is of another event file, or that was changed');
    expect(again.state()).toEqual(plain.state());
  });

  it('half-written beside it: the one before is', async () => {
    const { dir, state } = await lived(1_500);
    const bytes = readFileSync(checkpointIn(dir));
    writeFileSync(`${checkpointIn(dir)}.new`, bytes.subarray(0, bytes.length / 2));
    const again = await openFolded(dir);
    expect(again.begunAt).toBeGreaterThan(1_000);
    expect(again.state()).toEqual(state);
  });
});

describe('a check behind that cannot be made', () => {
  it('is told with how far nothing was checked and why, and the next start reads all of it first', async () => {
    const { dir, state } = await lived(5_200);
    const checkBehind = () => Promise.reject(new Error('reading it takes more memory than there is'));
    const { log, history, begunAt } = await openFolded(dir, { checkBehind });
    await expect(log.checked).rejects.toThrow(
      `its events up to seq ${begunAt} could not be checked: reading it takes more memory than there is`,
    );
    log.keep(history.kept());
    await log.close();
    expect(existsSync(checkpointIn(dir))).toBe(false);
    const again = await openFolded(dir);
    expect(again.begunAt).toBe(0);
    expect(again.state()).toEqual(state);
  });
});

describe('damage to the event file', () => {
  it('before the checkpoint is found by the check behind, with line and seq', async () => {
    const { dir } = await lived(5_200);
    spoil(dir, 17);
    const { log, history, begunAt } = await openFolded(dir);
    expect(begunAt).toBeGreaterThan(5_000);
    expect(await log.checked).toMatch(/^line 18, seq 17/);
    log.keep(history.kept());
    await log.close();
    await expect(openFolded(dir)).rejects.toThrow('line 18, seq 17');
  });

  it('is told even where its checkpoint cannot be removed', async () => {
    const { dir } = await lived(5_200);
    spoil(dir, 17);
    const opened = await openFolded(dir);
    rmSync(checkpointIn(dir));
    mkdirSync(checkpointIn(dir));
    expect(await opened.log.checked).toMatch(/^line 18, seq 17/);
    expect(opened.said.join('\n')).toContain('cannot be removed');
  });

  it('that came after it was checked is never read back as something else', async () => {
    const { dir } = await lived(1_500);
    const { state } = await openFolded(dir);
    const at = readFileSync(fileIn(dir)).indexOf('"stake":', readFileSync(fileIn(dir)).indexOf('{"seq":20,'));
    overwrite(fileIn(dir), at + '"stake":'.length, '9');
    expect(state).toThrow('seq 20: it can no longer be read: its bytes do not fit its hash');
  });

  it.each([3_000, 5_119, 5_120, 5_121, 5_199])(
    'in the last day or after the checkpoint, at seq %i, is refused as without it',
    async (seq) => {
      const { dir } = await lived(5_200);
      spoil(dir, seq);
      const before = readFileSync(fileIn(dir));
      const refusal = await openFolded(dir).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(EventFileRefused);
      expect(refusal).toMatchObject({ seq, line: seq + 1 });
      expect(readFileSync(fileIn(dir)).equals(before)).toBe(true);
    },
  );

  it('that cuts it off before its checkpoint is refused', async () => {
    const { dir } = await lived(3_000);
    const bytes = readFileSync(fileIn(dir));
    writeFileSync(fileIn(dir), bytes.subarray(0, bytes.length / 2));
    await expect(openFolded(dir)).rejects.toThrow(EventFileRefused);
  });

  it('behind everything acknowledged is cut off and kept, as without it', async () => {
    const { dir, state } = await lived(1_500);
    const text = readFileSync(fileIn(dir), 'utf8').trimEnd().slice(0, -3);
    writeFileSync(fileIn(dir), `${text},\n{"seq":1501,"la`);
    const { log, begunAt, ...again } = await openFolded(dir);
    expect(begunAt).toBeGreaterThan(1_000);
    expect(again.state()).toEqual(state);
    expect(log.opened.keptTail).toMatch(/cut-after-1500/);
  });
});
