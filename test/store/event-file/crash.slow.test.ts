import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { realDisk } from '../../../store/event-file/disk.ts';
import { START } from '../../../store/event-file/layout.ts';
import { plainRead } from '../plain-reader.ts';
import { resumed } from '../sample-facts.ts';
import { appendOf, openLog, tempDir } from '../temp-log.ts';
import { openFile } from './small-file.ts';

/** Smaller than a real one, so that appends of a few hundred bytes have several. */
const PAGE = 512;

/** Dies in the middle of the write that comes after `writes` more: of its pages only some reach the disk. */
function dyingDisk() {
  const real = realDisk();
  let death: { writes: number; pages: readonly boolean[]; bytes: number } | null = null;
  const killed = () => new Error('killed');
  return {
    ...real,
    sync: async () => {
      if (death !== null && death.writes < 0) throw killed();
    },
    open: (path: string, flags: string) => {
      if (death !== null && death.writes < 0) throw killed();
      return real.open(path, flags);
    },
    write: (fd: number, bytes: Uint8Array, position: number) => {
      if (death === null) return real.write(fd, bytes, position);
      death.writes -= 1;
      if (death.writes >= 0) return real.write(fd, bytes, position);
      // The head file's hundred bytes lie in one sector and arrive as a whole or not at all.
      if (death.writes === -1 && position > 0) {
        const reaching = bytes.subarray(0, death.bytes % (bytes.length + 1));
        for (let from = 0, page = 0; from < reaching.length; page += 1) {
          const to = Math.min(from + PAGE - ((position + from) % PAGE), reaching.length);
          if (death.pages[page % death.pages.length])
            real.write(fd, reaching.subarray(from, to), position + from);
          from = to;
        }
      }
      throw killed();
    },
    dieAfter: (writes: number, pages: readonly boolean[], bytes: number) => {
      death = { writes, pages, bytes };
    },
  };
}

const appends = fc.array(fc.array(fc.string({ maxLength: 400 }), { minLength: 1, maxLength: 3 }), {
  maxLength: 4,
});

describe('a crash in the middle of an append', () => {
  it('leaves a prefix of whole appends with everything acknowledged in it', async () => {
    const root = tempDir();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        appends,
        fc.array(fc.array(fc.string({ maxLength: 400 }), { minLength: 1, maxLength: 3 }), {
          minLength: 1,
          maxLength: 3,
        }),
        fc.integer({ min: 0, max: 1 }),
        fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }).filter((pages) => pages.some(Boolean)),
        fc.nat({ max: 5_000 }),
        async (acknowledged, inFlight, writes, pages, bytes) => {
          run += 1;
          const [dir, after] = [join(root, `${run}`), join(root, `${run}-after`)];
          const disk = dyingDisk();
          const log = await openLog(dir, { disk });
          let asked = 0;
          const ask = (texts: readonly string[]) => {
            const [first = '', ...more] = texts;
            const answer = appendOf(log, [resumed(first), ...more.map(resumed)], {
              expectedSeq: asked,
              cause: `c${asked}`,
            });
            asked += texts.length;
            return answer;
          };
          for (const texts of acknowledged) expect((await ask(texts)).kind).toBe('appended');
          const acked = log.head();
          disk.dieAfter(writes, pages, bytes);
          for (const answer of await Promise.all(inFlight.map(ask))) expect(answer.kind).toBe('failed');

          mkdirSync(after);
          for (const name of ['betting_events.demo.json', 'betting_events.demo.head.json']) {
            copyFileSync(join(dir, name), join(after, name));
          }
          await log.close().catch(() => undefined);
          const opened = await openFile(after, { ...realDisk(), sync: async () => undefined });
          await opened.file.close();
          const events = plainRead(join(after, 'betting_events.demo.json'));
          expect(events.map(({ hash }) => hash)).toEqual(opened.events.map(({ hash }) => hash));
          expect(events[acked.seq - 1]?.hash ?? START.hash).toBe(acked.hash);
          const last = events.at(-1);
          if (last !== undefined) expect(last.last).toBe(last.seq);
          const texts = [...acknowledged, ...inFlight].flat().slice(0, events.length);
          expect(events.map((event) => event['data'])).toEqual(texts.map((why) => ({ why })));
        },
      ),
      { numRuns: 300 },
    );
  });
});
