import { LADDER_NAMES, type LadderName } from './recorded-prices.ts';

/** Takes the changes that a message brings. Absent fields are not told of. */
export interface DeltaSink {
  market(marketId: string, isImage: boolean): void;
  marketVolume(amount: number): void;
  runner(selectionId: number): void;
  lastPriceTraded(price: number): void;
  runnerVolume(amount: number): void;
  /** `key` is the price itself, or the level where the ladder is kept by level; size 0 removes. */
  offer(ladder: LadderName, key: number, price: number, size: number): void;
}

export const CHANGE = {
  /** The market id's place among those of the message, and 1 for an image. */
  market: 0,
  marketVolume: 1,
  runner: 2,
  lastPrice: 3,
  runnerVolume: 4,
  /** And one for each ladder from here on. */
  offer: 5,
} as const;

/** Numbers that a change takes: what it is, and up to three values. */
const WIDTH = 4;

/** The changes of one message, which is taken as a whole or not at all; the list is used again for the next one. */
export class ChangeList {
  #numbers = new Float64Array(WIDTH * 256);
  #used = 0;
  #marketIds: string[] = [];

  clear(): void {
    this.#used = 0;
    this.#marketIds = [];
  }

  /** Returns where it stands, for `amend`. */
  add(what: number, a = 0, b = 0, c = 0): number {
    const at = this.#used;
    if (at + WIDTH > this.#numbers.length) this.#grow();
    this.#numbers[at] = what;
    this.#numbers[at + 1] = a;
    this.#numbers[at + 2] = b;
    this.#numbers[at + 3] = c;
    this.#used = at + WIDTH;
    return at;
  }

  /** A key may come after what it belongs to. */
  amend(at: number, a: number, b = 0): void {
    this.#numbers[at + 1] = a;
    this.#numbers[at + 2] = b;
  }

  /** Returns its place. */
  addMarketId(marketId: string): number {
    return this.#marketIds.push(marketId) - 1;
  }

  /** Hands the changes on, in their order. */
  replay(sink: DeltaSink): void {
    const numbers = this.#numbers;
    for (let i = 0; i < this.#used; i += WIDTH) {
      const what = numbers[i] as number;
      const a = numbers[i + 1] as number;
      const b = numbers[i + 2] as number;
      switch (what) {
        case CHANGE.market:
          sink.market(this.#marketIds[a] as string, b === 1);
          break;
        case CHANGE.marketVolume:
          sink.marketVolume(a);
          break;
        case CHANGE.runner:
          sink.runner(a);
          break;
        case CHANGE.lastPrice:
          sink.lastPriceTraded(a);
          break;
        case CHANGE.runnerVolume:
          sink.runnerVolume(a);
          break;
        default:
          sink.offer(LADDER_NAMES[what - CHANGE.offer] as LadderName, a, b, numbers[i + 3] as number);
      }
    }
  }

  #grow(): void {
    const larger = new Float64Array(this.#numbers.length * 2);
    larger.set(this.#numbers);
    this.#numbers = larger;
  }
}
