/** A person has to look: at the address, the database's rights and settings, its schema or the events. */
export class StreamRefused extends Error {
  readonly code = 'STREAM_REFUSED';

  constructor(what: string, options?: ErrorOptions) {
    super(what, options);
    this.name = 'StreamRefused';
  }
}
