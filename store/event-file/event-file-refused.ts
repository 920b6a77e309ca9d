/** Where in the file it is wrong; `seq` is the first event that cannot be vouched for. */
export interface Fault {
  readonly line: number;
  readonly seq: number;
  /** What is there and what was expected. */
  readonly what: string;
}

/** The event file must not be used as it is: a person has to look. Nothing was changed. */
export class EventFileRefused extends Error {
  readonly code = 'EVENT_FILE_REFUSED';
  readonly file: string;
  readonly line: number;
  readonly seq: number;
  /** What is there and what was expected. */
  readonly what: string;

  constructor({ file, line, seq, what }: Fault & { readonly file: string }, options?: ErrorOptions) {
    super(
      `Event file refused: ${file}, line ${line}, seq ${seq}: ${what}. Nothing was changed. ` +
        `npm run restore -- BACKUP puts a backup in its place and keeps this one (docs/backups.md); ` +
        `npm run verify -- ${file} checks what you put there yourself.`,
      options,
    );
    this.name = 'EventFileRefused';
    this.file = file;
    this.line = line;
    this.seq = seq;
    this.what = what;
  }
}
