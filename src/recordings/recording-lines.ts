import { type FileHandle, open } from 'node:fs/promises';
import { PassThrough, type Readable } from 'node:stream';
import unbzip2 from 'unbzip2-stream';
import { RecordingRefused } from './recording-refused.ts';

export interface RecordingLine {
  /** Counted from 1, blank lines too. */
  readonly line: number;
  readonly text: string;
}

const LONGEST_LINE = 64 * 1024 * 1024;

/**
 * The lines of a plain or bzip2 file (told apart by their first bytes), blank ones left out, without
 * holding the file in memory. Throws RecordingRefused for a file that cannot be read or unpacked.
 */
export async function* recordingLines(file: string): AsyncGenerator<RecordingLine> {
  let line = 0;
  try {
    for await (const text of lines(file)) {
      line += 1;
      if (text.trim() !== '') yield { line, text };
    }
  } catch (error) {
    if (error instanceof RecordingRefused) throw error;
    throw unreadable(file, line, error);
  }
}

async function* lines(file: string): AsyncGenerator<string> {
  const handle = await open(file);
  try {
    const packed = await isBzip2(handle);
    const bytes = handle.createReadStream({ start: 0, autoClose: false });
    yield* split(file, packed ? unpacked(bytes) : bytes);
  } finally {
    await handle.close();
  }
}

async function* split(file: string, bytes: Readable): AsyncGenerator<string> {
  let rest = '';
  let count = 0;
  for await (const chunk of bytes.setEncoding('utf8')) {
    const [first = '', ...more] = String(chunk).split('\n');
    rest += first;
    for (const next of more) {
      yield rest;
      count += 1;
      rest = next;
    }
    if (rest.length > LONGEST_LINE) throw new RecordingRefused(file, count + 1, 'the line does not end.');
  }
  yield rest;
}

async function isBzip2(handle: FileHandle): Promise<boolean> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(3), 0, 3, 0);
  return bytesRead === 3 && buffer.toString('latin1') === 'BZh';
}

/** The unpacking stream is of the oldest kind: it pipes, but neither iterates nor hands errors on. */
function unpacked(bytes: Readable): Readable {
  const unpacking = unbzip2();
  const text = new PassThrough();
  const fail = (error: Error) => text.destroy(error);
  bytes.on('error', fail).pipe(unpacking).on('error', fail).pipe(text);
  return text;
}

function unreadable(file: string, line: number, error: unknown): RecordingRefused {
  const code = error instanceof Error && 'code' in error ? String(error.code) : null;
  const options = { cause: error };
  if (code === 'ENOENT') return new RecordingRefused(file, null, 'there is no such file.', options);
  if (code === 'EISDIR') return new RecordingRefused(file, null, 'is a folder, not a file.', options);
  if (code !== null) return new RecordingRefused(file, null, `cannot be read (${code}).`, options);
  return new RecordingRefused(
    file,
    line + 1,
    'from here on the archive cannot be unpacked: it is cut short or damaged.',
    options,
  );
}
