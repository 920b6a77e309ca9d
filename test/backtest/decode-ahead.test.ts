import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createDecoder, type Decoder } from '../../src/backtest/decode-ahead.ts';
import { decoderBehind, serveDecoder } from '../../src/backtest/decoder-port.ts';
import { type RecordingFile, wholeFile } from '../../src/recordings/recording-file.ts';
import { definition, FIRST, recorded } from '../exchange/emulator/sources/recorded/stream-fixtures.ts';

const SAMPLING = { stepMs: 60_000, hoursAhead: 24, inPlay: false };

const marketTime = new Date(FIRST + 3_600_000).toISOString();

let files: readonly RecordingFile[] = [];
const taken: number[] = [];
const open = new Set<{ close(): unknown }>();

beforeEach(() => {
  files = ['1.1', '1.2', '1.3'].map((id) =>
    wholeFile(recorded([0, { id, marketDefinition: definition({ marketTime }) }])),
  );
});

afterEach(async () => {
  for (const each of open) await each.close();
  open.clear();
  taken.length = 0;
});

function decoderOf(readers: number): Decoder {
  const decoder = createDecoder({ files, sampling: SAMPLING, readers, onTaken: (n) => taken.push(n) });
  open.add(decoder);
  return decoder;
}

function ports() {
  const { port1, port2 } = new MessageChannel();
  open.add(port1);
  return [port1, port2] as const;
}

const idsOf = async (decoder: Pick<Decoder, 'decode'>): Promise<readonly string[]> => {
  const ids: string[] = [];
  for (const index of files.keys())
    ids.push(...(await decoder.decode(index)).timelines.map(({ marketId }) => marketId));
  return ids;
};

it('gives every reader all recordings, and lets one go when all have it', async () => {
  const decoder = decoderOf(2);
  const first = idsOf(decoder);
  await decoder.decode(0);
  await decoder.decode(1);
  expect(taken).toEqual([1, 2]);
  await expect(decoder.decode(0)).rejects.toThrow('there is no recording 0');
  await decoder.decode(2);
  expect(await first).toEqual(['1.1', '1.2', '1.3']);
  expect(taken).toEqual([1, 2, 3]);
});

it('waits for the slowest reader before it decodes more than there is room for', async () => {
  const decoder = decoderOf(2);
  await decoder.decode(0);
  let isAhead = false;
  const ahead = decoder.decode(1).then(() => {
    isAhead = true;
  });
  // Whatever could be decoded by itself would be by the time that a fresh decoder has read all of them.
  await idsOf(decoderOf(1));
  expect(isAhead).toBe(false);
  await decoder.decode(0);
  await ahead;
});

it('decodes for others at the end of a port', async () => {
  const [here, there] = ports();
  serveDecoder(decoderOf(1), here);
  expect(await idsOf(decoderBehind(there))).toEqual(['1.1', '1.2', '1.3']);
});

it('tells them what goes wrong', async () => {
  const [here, there] = ports();
  serveDecoder({ decode: () => Promise.reject(new Error('out of memory')) }, here);
  await expect(decoderBehind(there).decode(0)).rejects.toThrow('out of memory');
});
