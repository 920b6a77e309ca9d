import { recordingBytes, wholeFile } from './recording-file.ts';
import { RecordingRefused } from './recording-refused.ts';
import { splitLines } from './split-lines.ts';

export interface RecordingLine {
  /** Counted from 1, blank lines too. */
  readonly line: number;
  readonly text: string;
}

/**
 * The lines of a plain, bzip2 or gzip file, blank ones left out, without holding the file in memory.
 * Throws RecordingRefused for a file that cannot be read or unpacked.
 */
export async function* recordingLines(file: string): AsyncGenerator<RecordingLine> {
  const lines: string[] = [];
  const split = splitLines((bytes, start, end) => lines.push(bytes.toString('utf8', start, end)));
  let line = 0;
  try {
    for await (const chunk of recordingBytes(wholeFile(file))) {
      split.take(chunk);
      for (const text of lines.splice(0)) yield* numbered(text);
    }
    split.end();
    for (const text of lines.splice(0)) yield* numbered(text);
  } catch (error) {
    throw unreadable(file, line, error);
  }

  function* numbered(text: string): Generator<RecordingLine> {
    line += 1;
    if (text.trim() !== '') yield { line, text };
  }
}

function unreadable(file: string, line: number, error: unknown): RecordingRefused {
  const code = error instanceof Error && 'code' in error ? String(error.code) : null;
  const options = { cause: error };
  if (error instanceof RangeError) return new RecordingRefused(file, line + 1, 'the line does not end.');
  if (code === 'ENOENT') return new RecordingRefused(file, null, 'there is no such file.', options);
  if (code === 'EISDIR') return new RecordingRefused(file, null, 'is a folder, not a file.', options);
  if (code !== null && !code.startsWith('Z_'))
    return new RecordingRefused(file, null, `cannot be read (${code}).`, options);
  return new RecordingRefused(
    file,
    line + 1,
    'from here on the archive cannot be unpacked: it is cut short or damaged.',
    options,
  );
}
