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
  let begun: Buffer[] = [];

  /** The line that began in an earlier chunk, with what ends it. */
  function whole(last: Buffer): void {
    const line = Buffer.concat([...begun, last]);
    begun = [];
    onLine(line, 0, line.length);
  }

  return {
    take(chunk) {
      let start = 0;
      for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
        if (begun.length > 0) whole(chunk.subarray(0, end));
        else onLine(chunk, start, end);
        start = end + 1;
      }
      if (start < chunk.length) begun.push(chunk.subarray(start));
      if (begun.reduce((sum, { length }) => sum + length, 0) > LONGEST_LINE)
        throw new RangeError('a line is longer than 64 MB');
    },
    end() {
      if (begun.length > 0) whole(Buffer.alloc(0));
    },
  };
}
