import { type FileHandle, open } from 'node:fs/promises';
import { PassThrough, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import unbzip2 from 'unbzip2-stream';
import { isTarHeader } from './tar-header.ts';

/** A recording on the disk: a file of its own, or a member of an archive. */
export interface RecordingFile {
  /** As a person is told of it: the path, or `month.tar: BASIC/2017/Apr/1.131162806.bz2`. */
  readonly name: string;
  readonly path: string;
  /** Where in that file it begins, and how many bytes it has; null: up to the end. */
  readonly start: number;
  readonly length: number | null;
}

export const wholeFile = (path: string): RecordingFile => ({ name: path, path, start: 0, length: null });

const CHUNK = 1024 * 1024;

/** What is packed cannot be unpacked, or holds no recording; the message says what to do. */
class NotUnpacked extends Error {}

/**
 * The bytes of a recording, unpacked where it is packed with bzip2 or gzip (told by its first bytes), in chunks.
 * Rejects with the system's error, or says why it cannot be unpacked.
 */
export async function* recordingBytes(file: RecordingFile): AsyncGenerator<Buffer> {
  const handle = await open(file.path);
  try {
    let isFirst = true;
    for await (const chunk of unpacked(await packingOf(handle, file), bytesOf(handle, file))) {
      if (isFirst && isTarHeader(chunk))
        throw new NotUnpacked(
          'it is a tar archive packed as a whole; unpack it (tar -xf) and name the folder',
        );
      isFirst = false;
      yield chunk;
    }
  } finally {
    await handle.close();
  }
}

function bytesOf(handle: FileHandle, { start, length }: RecordingFile): Readable {
  const range = { start, ...(length !== null && { end: start + length - 1 }) };
  return handle.createReadStream({ ...range, highWaterMark: CHUNK, autoClose: false });
}

type Packing = 'bzip2' | 'gzip' | null;

async function packingOf(handle: FileHandle, { start }: RecordingFile): Promise<Packing> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(3), 0, 3, start);
  if (bytesRead === 3 && buffer.toString('latin1') === 'BZh') return 'bzip2';
  return bytesRead >= 2 && buffer.readUInt16BE(0) === 0x1f8b ? 'gzip' : null;
}

function unpacked(packing: Packing, bytes: Readable): Readable {
  if (packing === null) return bytes;
  const text = new PassThrough({ highWaterMark: CHUNK });
  const fail = (cause: Error) =>
    text.destroy(new NotUnpacked('what is packed is cut short or damaged; fetch it again', { cause }));
  bytes.on('error', fail);
  // The unpacker of bzip2 is a stream of the oldest kind: it pipes, but neither iterates nor hands errors on.
  const unpacking = packing === 'gzip' ? createGunzip() : unbzip2();
  bytes.pipe(unpacking).on('error', fail).pipe(text);
  return text;
}
