import type { WriteStream } from 'node:tty';
import { progress } from '@clack/prompts';

export interface Progress {
  /** So many of the files are done. */
  at(files: number): void;
  end(): void;
}

/** A bar on a terminal while there is much to do; nothing where nobody sees it. */
export function showProgress(output: WriteStream, files: number): Progress {
  if (!output.isTTY || files < 2) return { at: () => undefined, end: () => undefined };
  const bar = progress({ output, max: files });
  let done = 0;
  bar.start('Playing the recordings');
  return {
    at: (now) => {
      bar.advance(now - done, `${now} of ${files} recordings`);
      done = now;
    },
    end: () => bar.stop(`${done} of ${files} recordings played`),
  };
}
