/** A person has to look: at the address, the database's rights and settings, or its schema. */
export class StreamRefused extends Error {
  readonly code: string = 'STREAM_REFUSED';

  constructor(what: string, options?: ErrorOptions) {
    super(what, options);
    this.name = 'StreamRefused';
  }
}

/** The event file and the stream are not of one log, or the stream is damaged. */
export class CopyRefused extends StreamRefused {
  override readonly code = 'COPY_REFUSED';
  override readonly name = 'CopyRefused';
}
