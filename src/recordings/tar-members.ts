import { type FileHandle, open } from 'node:fs/promises';
import { Header, Pax } from 'tar';
import type { RecordingFile } from './recording-file.ts';
import { isTarHeader, TAR_BLOCK } from './tar-header.ts';

type Extended = ConstructorParameters<typeof Header>[2];

/**
 * The files in a tar archive and where in it they lie: nothing is unpacked, so that each can be read when it is its
 * turn. `cutAt` is the byte from which on the archive is damaged or cut short; null where it is whole.
 */
export async function tarMembers(
  path: string,
): Promise<{ readonly members: readonly RecordingFile[]; readonly cutAt: number | null }> {
  const handle = await open(path);
  try {
    return await walk(handle, path, (await handle.stat()).size);
  } finally {
    await handle.close();
  }
}

async function walk(handle: FileHandle, path: string, size: number) {
  const members: RecordingFile[] = [];
  let extended: Extended;
  let at = 0;
  while (at + TAR_BLOCK <= size) {
    const header = headerIn(await read(handle, at, TAR_BLOCK), extended);
    if (header === 'end') return { members, cutAt: null };
    const start = at + TAR_BLOCK;
    const length = header?.size ?? 0;
    if (header === null || start + length > size) return { members, cutAt: at };
    if (header.type === 'File' || header.type === 'OldFile')
      members.push({ name: `${path}: ${extended?.path ?? header.path}`, path, start, length });
    extended = await extensionIn(handle, header, start);
    at = start + Math.ceil(length / TAR_BLOCK) * TAR_BLOCK;
  }
  return { members, cutAt: at };
}

/** What a header says of the next file only: a name too long for the file's own, or a size. */
async function extensionIn(handle: FileHandle, { type, size = 0 }: Header, start: number): Promise<Extended> {
  if (type === 'ExtendedHeader') return Pax.parse(String(await read(handle, start, size)));
  if (type !== 'NextFileHasLongPath' && type !== 'OldGnuLongPath') return undefined;
  return { path: String(await read(handle, start, size)).replace(/\0.*$/s, '') };
}

async function read(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

/** A block of zeros ends the archive; null where it is no header. */
function headerIn(block: Buffer, extended: Extended): Header | 'end' | null {
  const header = new Header(block, 0, extended);
  if (header.nullBlock) return 'end';
  return header.cksumValid ? header : null;
}

/** Whether a file is a tar archive, by its first header. */
export async function isTar(path: string): Promise<boolean> {
  const handle = await open(path);
  try {
    return isTarHeader(await read(handle, 0, TAR_BLOCK));
  } finally {
    await handle.close();
  }
}
