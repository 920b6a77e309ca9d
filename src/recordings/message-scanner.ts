import { CHANGE, ChangeList, type DeltaSink } from './change-list.ts';
import {
  CLOSE_LIST,
  CLOSE_OBJECT,
  COMMA,
  JsonCursor,
  keyCode,
  OPEN_LIST,
  OPEN_OBJECT,
  UNUSUAL,
} from './json-cursor.ts';
import { LADDER_NAMES } from './recorded-prices.ts';

const KEY = {
  op: keyCode('op'),
  pt: keyCode('pt'),
  mc: keyCode('mc'),
  id: keyCode('id'),
  rc: keyCode('rc'),
  img: keyCode('img'),
  tv: keyCode('tv'),
  ltp: keyCode('ltp'),
  /** Or any other as long, which then costs a message more time. */
  definition: keyCode('marketDefinition'),
} as const;

const LADDER_KEYS = LADDER_NAMES.map(keyCode);
/** Ladders by price are pairs, the others have the level before the pair. */
const IS_BY_PRICE = LADDER_NAMES.map((name) => name === 'atb' || name === 'atl');

/**
 * Reads the deltas of a market change message straight from its bytes, without making an object of it: most of
 * what a stream says (traded volume by price, clocks) is never asked for, and decoding it takes most of the time.
 * What this does not read it leaves to `parseStreamMessage`: definitions, messages about anything but markets,
 * numbers and texts written in unusual ways, and all that is not JSON.
 */
export class MessageScanner {
  readonly #cursor = new JsonCursor();
  readonly #changes = new ChangeList();
  #pt = 0;
  #marketId = '';

  /** Reads the bytes from `start` up to `end`, one message; false where it must be read in full instead. */
  scan(bytes: Buffer, start: number, end: number): boolean {
    this.#cursor.begin(bytes, start, end);
    this.#changes.clear();
    this.#pt = 0;
    try {
      this.#message();
      return true;
    } catch (error) {
      if (error !== UNUSUAL) throw error;
      return false;
    }
  }

  /** The publish time of the message last read, ms since 1970. */
  publishedAt(): number {
    return this.#pt;
  }

  /** Hands the changes of the message last read on, in their order. */
  replay(sink: DeltaSink): void {
    this.#changes.replay(sink);
  }

  #message(): void {
    const cursor = this.#cursor;
    let isMarkets = false;
    for (let more = cursor.opens(OPEN_OBJECT, CLOSE_OBJECT); more; more = cursor.another(CLOSE_OBJECT)) {
      const key = cursor.key();
      if (key === KEY.pt) this.#pt = cursor.number();
      else if (key === KEY.op) isMarkets = cursor.text('mcm') === 'mcm';
      else if (key === KEY.mc && !cursor.isNull())
        for (let each = cursor.opens(OPEN_LIST, CLOSE_LIST); each; each = cursor.another(CLOSE_LIST))
          this.#market();
      else cursor.skip();
    }
    cursor.finish();
    if (!isMarkets || !Number.isInteger(this.#pt) || this.#pt <= 0) throw UNUSUAL;
  }

  #market(): void {
    const cursor = this.#cursor;
    const changes = this.#changes;
    const head = changes.add(CHANGE.market);
    let id = -1;
    let isImage = false;
    for (let more = cursor.opens(OPEN_OBJECT, CLOSE_OBJECT); more; more = cursor.another(CLOSE_OBJECT)) {
      const key = cursor.key();
      if (key === KEY.id) {
        this.#marketId = cursor.text(this.#marketId);
        id = changes.addMarketId(this.#marketId);
      } else if (cursor.isNull()) cursor.skip();
      else if (key === KEY.rc)
        for (let each = cursor.opens(OPEN_LIST, CLOSE_LIST); each; each = cursor.another(CLOSE_LIST))
          this.#runner();
      else if (key === KEY.tv) changes.add(CHANGE.marketVolume, cursor.number());
      else if (key === KEY.img) isImage = cursor.flag();
      else if (key === KEY.definition) throw UNUSUAL;
      else cursor.skip();
    }
    if (id === -1) throw UNUSUAL;
    changes.amend(head, id, isImage ? 1 : 0);
  }

  #runner(): void {
    const cursor = this.#cursor;
    const changes = this.#changes;
    const head = changes.add(CHANGE.runner);
    let id = Number.NaN;
    for (let more = cursor.opens(OPEN_OBJECT, CLOSE_OBJECT); more; more = cursor.another(CLOSE_OBJECT)) {
      const key = cursor.key();
      if (key === KEY.id) id = cursor.number();
      else if (cursor.isNull()) cursor.skip();
      else if (key === KEY.ltp) changes.add(CHANGE.lastPrice, cursor.number());
      else if (key === KEY.tv) changes.add(CHANGE.runnerVolume, cursor.number());
      else {
        const ladder = LADDER_KEYS.indexOf(key);
        if (ladder === -1) cursor.skip();
        else this.#offers(ladder);
      }
    }
    if (Number.isNaN(id)) throw UNUSUAL;
    changes.amend(head, id);
  }

  #offers(ladder: number): void {
    const cursor = this.#cursor;
    const what = CHANGE.offer + ladder;
    for (let more = cursor.opens(OPEN_LIST, CLOSE_LIST); more; more = cursor.another(CLOSE_LIST)) {
      cursor.take(OPEN_LIST);
      const first = cursor.number();
      cursor.take(COMMA);
      const second = cursor.number();
      if (IS_BY_PRICE[ladder]) this.#changes.add(what, first, first, second);
      else {
        cursor.take(COMMA);
        this.#changes.add(what, first, second, cursor.number());
      }
      cursor.take(CLOSE_LIST);
    }
  }
}
