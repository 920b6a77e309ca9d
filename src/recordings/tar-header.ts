import { Header } from 'tar';

/** Bytes of a header, and of what the members of an archive are filled up to. */
export const TAR_BLOCK = 512;

/** Whether bytes begin with the header of a tar archive. */
export const isTarHeader = (bytes: Buffer): boolean =>
  bytes.length >= TAR_BLOCK && bytes.toString('latin1', 257, 262) === 'ustar' && new Header(bytes).cksumValid;
