/** A recording that cannot be replayed. The message says which file and line, what was expected and what to do. */
export class RecordingRefused extends Error {
  override readonly name = 'RecordingRefused';
  readonly file: string;
  /** Counted from 1; null where the fault is the whole file's. */
  readonly line: number | null;

  constructor(file: string, line: number | null, fault: string, options?: ErrorOptions) {
    super(
      `${file}${line === null ? '' : `, line ${line}`}: ${fault} ` +
        'Expected a Betfair stream recording: one JSON message ({"op":"mcm",...}) a line, plain or .bz2. ' +
        'Name another file, or fetch or unpack this one again.',
      options,
    );
    this.file = file;
    this.line = line;
  }
}
