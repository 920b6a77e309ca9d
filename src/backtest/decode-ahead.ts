import { availableParallelism } from 'node:os';
import { Semaphore } from 'async-mutex';
import { Tinypool } from 'tinypool';
import type { LeftOut } from '../recordings/find-recordings.ts';
import { firstPublishTime } from '../recordings/first-publish-time.ts';
import { type Followed, followRecording } from '../recordings/follow-recording.ts';
import type { RecordingFile } from '../recordings/recording-file.ts';
import type { Sampling } from '../recordings/timeline.ts';

/** A recording and when it begins, ms since 1970. */
export interface DatedRecording {
  readonly file: RecordingFile;
  readonly firstPt: number;
}

/** The recordings in the order in which they begin. Those that hold no message are left out with the reason. */
export async function inOrderOfTime(
  files: readonly RecordingFile[],
): Promise<{ readonly dated: readonly DatedRecording[]; readonly leftOut: readonly LeftOut[] }> {
  const dated: DatedRecording[] = [];
  const leftOut: LeftOut[] = [];
  for (const file of files) {
    const firstPt = await firstPublishTime(file);
    if (firstPt !== null) dated.push({ file, firstPt });
    else leftOut.push(...(await followRecording(file, NO_LOOKS)).leftOut);
  }
  return { dated: dated.sort((a, b) => a.firstPt - b.firstPt), leftOut };
}

const NO_LOOKS: Sampling = { stepMs: 60_000, hoursAhead: 0, inPlay: false };

export interface Decoder {
  /** To be asked for all recordings in their order, once by each reader; some are decoded ahead of that. */
  decode(index: number): Promise<Followed>;
  close(): Promise<void>;
}

/** Null where the program runs from its sources, which Node cannot read in another thread. */
const WORKER = import.meta.url.endsWith('.js')
  ? new URL('../recordings/follow-recording.js', import.meta.url)
  : null;

export interface DecoderWanted {
  readonly files: readonly RecordingFile[];
  readonly sampling: Sampling;
  /** How many ask for each recording; 1 unless given. */
  readonly readers?: number;
  /** Told how many of the recordings all readers have. */
  readonly onTaken: (files: number) => void;
}

/**
 * Decodes each recording once, on all cores where there is more than one of them. So that what waits in memory does not
 * grow with their number, no more are decoded ahead than twice the threads, and one that all readers have is let go.
 */
export function createDecoder({ files, sampling, readers = 1, onTaken }: DecoderWanted): Decoder {
  const threads = WORKER === null || files.length < 2 ? 1 : availableParallelism();
  const pool = WORKER === null || threads < 2 ? null : poolOf(WORKER, threads);
  const room = new Semaphore(pool === null ? 1 : 2 * threads);
  const waiting = files.map((file) => ({ followed: room.acquire().then(() => follow(file)), readers }));
  // Whether one is asked for or not: what came of it is told to whoever asks.
  for (const { followed } of waiting) followed.catch(() => undefined);

  function follow(file: RecordingFile): Promise<Followed> {
    return pool === null ? followRecording(file, sampling) : pool.run({ file, sampling });
  }

  return {
    async decode(index) {
      const each = waiting[index];
      if (each === undefined) throw new RangeError(`there is no recording ${index}`);
      const followed = await each.followed;
      each.readers -= 1;
      if (each.readers === 0) {
        delete waiting[index];
        room.release();
        onTaken(index + 1);
      }
      return followed;
    },
    async close() {
      room.cancel();
      await pool?.destroy();
    },
  };
}

const poolOf = (worker: URL, threads: number): Tinypool =>
  new Tinypool({
    filename: worker.href,
    name: 'followInWorker',
    minThreads: threads,
    maxThreads: threads,
    runtime: 'worker_threads',
  });
