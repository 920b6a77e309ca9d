import { describe, expect, it } from 'vitest';
import {
  ENDS,
  EVENTS,
  type HeadContent,
  headAt,
  type Outcome,
  openBytes,
  untouched,
  WHOLE,
  wholeAppendsIn,
} from './small-file.ts';

const upTo = (seq: number): number[] => Array.from({ length: seq }, (_, index) => index + 1);
const LAST_END = ENDS.at(-1) ?? 0;
const OPENING_END = '{"events":['.length;
const EVENT_FILE = 'betting_events.demo.json';

function expectRefused(outcome: Outcome, bytes: Buffer, head: HeadContent): void {
  expect(outcome.refused).not.toBeNull();
  expect(outcome.refused?.message).toMatch(/line \d+, seq \d+.*Nothing was changed/s);
  expect(outcome.files).toEqual(untouched(bytes, head));
}

/** The file holds these events, closed again, and the bytes cut off are beside it. */
function expectOpened(outcome: Outcome, seq: number, cutOff: Buffer): void {
  expect(outcome.refused).toBeNull();
  expect(outcome.seqs).toEqual(upTo(seq));
  const bytes = outcome.files[EVENT_FILE] ?? Buffer.alloc(0);
  const end = ENDS[seq - 1] ?? OPENING_END;
  expect(bytes.toString('latin1', 0, end)).toBe(WHOLE.toString('latin1', 0, end));
  expect(JSON.parse(bytes.toString('utf8'))).toEqual({ events: EVENTS.slice(0, seq) });
  expect(JSON.parse(outcome.files['betting_events.demo.head.json']?.toString() ?? '')).toEqual(headAt(seq));
  const kept = Object.entries(outcome.files).filter(([name]) => name.includes('.cut-after-'));
  const worthKeeping = cutOff.toString('latin1').trim() !== '';
  expect(kept.map(([, content]) => content)).toEqual(worthKeeping ? [cutOff] : []);
}

describe('a file cut at any byte', () => {
  it.each([0, 1, 3, 4, 5])(
    'keeps the whole appends of it if the head file says seq %i, or is refused',
    async (acked) => {
      for (let length = 0; length <= WHOLE.length; length += 1) {
        const bytes = WHOLE.subarray(0, length);
        const whole = wholeAppendsIn(length);
        const outcome = await openBytes(bytes, headAt(acked));
        const isWhole = length >= LAST_END + '\n]}'.length;
        if (length < OPENING_END || whole < acked) expectRefused(outcome, bytes, headAt(acked));
        else
          expectOpened(
            outcome,
            whole,
            isWhole ? Buffer.alloc(0) : bytes.subarray(ENDS[whole - 1] ?? OPENING_END),
          );
      }
    },
  );

  it.each([null, 'not JSON'])(
    'without a head file that can be read (%j) keeps the whole appends, unless a whole event line follows or none is there',
    async (head) => {
      for (let length = 0; length <= WHOLE.length; length += 1) {
        const bytes = WHOLE.subarray(0, length);
        const whole = wholeAppendsIn(length);
        const outcome = await openBytes(bytes, head);
        const halfAppend = whole === 1 && length >= (ENDS[1] ?? 0);
        const isWhole = length >= LAST_END + '\n]}'.length;
        if (whole === 0 || halfAppend) expectRefused(outcome, bytes, head);
        else {
          expectOpened(outcome, whole, isWhole ? Buffer.alloc(0) : bytes.subarray(ENDS[whole - 1]));
          expect(outcome.opening?.notes[0]).toMatch(/head file .* is (missing|unreadable)/);
        }
      }
    },
  );
});

describe('a file with one byte changed', () => {
  it.each([0x01, 0x20, 0x80])(
    'is refused at or before the head, where it was changed (xor %i)',
    async (mask) => {
      for (let offset = 0; offset < LAST_END; offset += 1) {
        const bytes = Buffer.from(WHOLE);
        bytes[offset] = (bytes[offset] ?? 0) ^ mask;
        const outcome = await openBytes(bytes, headAt(5));
        expectRefused(outcome, bytes, headAt(5));
        const line = WHOLE.subarray(0, offset).toString('latin1').split('\n').length;
        expect([offset, outcome.refused?.line, outcome.refused?.seq]).toEqual([
          offset,
          line,
          Math.max(line - 1, 1),
        ]);
      }
    },
  );

  it('loses only what lies beyond the head, which is kept beside it', async () => {
    for (let offset = OPENING_END; offset < WHOLE.length; offset += 1) {
      const bytes = Buffer.from(WHOLE);
      bytes[offset] = (bytes[offset] ?? 0) ^ 0x01;
      const outcome = await openBytes(bytes, headAt(3));
      const whole = wholeAppendsIn(offset);
      if (whole < 3) expectRefused(outcome, bytes, headAt(3));
      else expectOpened(outcome, whole, bytes.subarray(ENDS[whole - 1]));
    }
  });

  it('is refused without a head file if anything after the change reads as an event', async () => {
    for (let offset = 0; offset < (ENDS[3] ?? 0); offset += 1) {
      const bytes = Buffer.from(WHOLE);
      bytes[offset] = (bytes[offset] ?? 0) ^ 0x01;
      expectRefused(await openBytes(bytes, null), bytes, null);
    }
  });
});
