/** A call to the exchange that brought no usable answer; `advice` says what the caller must do. */
export class ExchangeError extends Error {
  override readonly name = 'ExchangeError';
  readonly code: string;
  readonly operation: string;
  readonly advice: 'retry' | 'give_up' | 'outcome_unknown';

  constructor(
    code: string,
    operation: string,
    advice: ExchangeError['advice'],
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.code = code;
    this.operation = operation;
    this.advice = advice;
  }
}
