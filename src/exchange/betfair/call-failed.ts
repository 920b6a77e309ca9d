/**
 * A call without a result, said in a sentence for people. Bears nothing of what was sent, which is secret in
 * part: neither headers nor body, nor the error of the library below.
 */
export class CallFailed extends Error {
  override readonly name = 'CallFailed';
  /** Betfair's code, or one of ours for what was never sent; null where nothing readable came back. */
  readonly errorCode: string | null;

  constructor(message: string, errorCode: string | null = null) {
    super(message);
    this.errorCode = errorCode;
  }
}
