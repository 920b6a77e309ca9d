import { availableParallelism } from 'node:os';
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
  /** Decodes the recordings in their order, some of them ahead of the one that is asked for. */
  decode(index: number): Promise<Followed>;
  close(): Promise<void>;
}

/** Null where the program runs from its sources, which Node cannot read in another thread. */
const WORKER = import.meta.url.endsWith('.js')
  ? new URL('../recordings/follow-recording.js', import.meta.url)
  : null;

/**
 * Decodes on all cores where there is more than one recording, in a thread for each, and in this thread otherwise. No
 * more are decoded ahead than twice the threads, so that what waits in memory does not grow with their number.
 */
export function createDecoder(files: readonly RecordingFile[], sampling: Sampling): Decoder {
  const threads = availableParallelism();
  if (WORKER === null || files.length < 2 || threads < 2)
    return {
      decode: (index) => followRecording(files[index] as RecordingFile, sampling),
      close: async () => undefined,
    };
  const pool = new Tinypool({
    filename: WORKER.href,
    name: 'followInWorker',
    maxThreads: threads,
    runtime: 'worker_threads',
  });
  const ahead: Promise<Followed>[] = [];
  const begin = (upTo: number): void => {
    while (ahead.length <= Math.min(upTo, files.length - 1))
      ahead.push(pool.run({ file: files[ahead.length], sampling }));
  };
  return {
    decode: (index) => {
      begin(index + 2 * threads);
      return ahead[index] as Promise<Followed>;
    },
    close: () => pool.destroy(),
  };
}
