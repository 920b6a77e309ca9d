export interface LineSplitter {
  /** Hands on each line that ends in the chunk. Throws a RangeError where a line does not end. */
  take(chunk: Buffer): void;
  /** Hands on the last line, where no line feed ended it. */
  end(): void;
}

const LINE_FEED = 0x0a;
const LONGEST_LINE = 64 * 1024 * 1024;

/** Splits bytes into lines, which lie in the buffer handed over from `start` up to `end`, without the line feed. */
export function splitLines(onLine: (bytes: Buffer, start: number, end: number) => void): LineSplitter {
  let rest: Buffer = Buffer.alloc(0);
  return {
    take(chunk) {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      let start = 0;
      for (
        let end = bytes.indexOf(LINE_FEED, rest.length);
        end !== -1;
        end = bytes.indexOf(LINE_FEED, start)
      ) {
        onLine(bytes, start, end);
        start = end + 1;
      }
      rest = bytes.subarray(start);
      if (rest.length > LONGEST_LINE) throw new RangeError('a line does not end');
    },
    end() {
      if (rest.length > 0) onLine(rest, 0, rest.length);
      rest = Buffer.alloc(0);
    },
  };
}
