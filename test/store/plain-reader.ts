import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/**
 * Reads an event file from the words of its description alone, sharing nothing with the program: bytes, and
 * SHA-256 from node:crypto. Returns the events as stored; throws where the file is not as described.
 */
export function plainRead(
  path: string,
): { seq: number; last: number; hash: string; [key: string]: unknown }[] {
  const bytes = readFileSync(path);
  const document = JSON.parse(bytes.toString('utf8'));
  const lines: Buffer[] = [];
  let from = 0;
  for (let to = bytes.indexOf('\n'); to >= 0; to = bytes.indexOf('\n', from)) {
    lines.push(bytes.subarray(from, to));
    from = to + 1;
  }
  lines.push(bytes.subarray(from));
  const closing = lines.findIndex((line) => line.toString('latin1').trimEnd() === ']}');
  const white = Buffer.concat(lines.slice(closing + 1)).toString('latin1');
  if (lines[0]?.toString() !== '{"events":[') throw new Error('the first line is not the opening');
  if (closing < 0 || /\S/.test(white))
    throw new Error('after the closing bracket comes more than white space');

  let previous = '0'.repeat(64);
  const events = lines.slice(1, closing).map((line, index, all) => {
    const isLast = index === all.length - 1;
    const text = line.toString('utf8');
    if (text.endsWith(',') === isLast) throw new Error(`line ${index + 2}: wrong comma`);
    const cut = line.indexOf(',"hash":"');
    const event = JSON.parse(isLast ? text : text.slice(0, -1));
    const expected = createHash('sha256')
      .update(previous, 'utf8')
      .update(line.subarray(0, cut))
      .digest('hex');
    if (event.hash !== expected) throw new Error(`line ${index + 2}: wrong hash`);
    if (Object.keys(event).at(-1) !== 'hash')
      throw new Error(`line ${index + 2}: the hash is not the last key`);
    if (event.seq !== index + 1) throw new Error(`line ${index + 2}: wrong seq`);
    previous = event.hash;
    return event;
  });
  if (JSON.stringify(document) !== JSON.stringify({ events }))
    throw new Error('the lines are not the document');
  return events;
}
