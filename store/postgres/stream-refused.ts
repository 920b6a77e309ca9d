/** A person has to look: at the address, the database's rights and settings, or its schema. */
export class StreamRefused extends Error {
  readonly code: string = 'STREAM_REFUSED';

  constructor(what: string, options?: ErrorOptions) {
    super(what, options);
    this.name = 'StreamRefused';
  }
}

/** The stream is damaged, or the event file cannot be what it is to be: not of one log with it, or a copy and to be the log. */
export class CopyRefused extends StreamRefused {
  override readonly code = 'COPY_REFUSED';
  override readonly name = 'CopyRefused';
}
