import { LADDER_NAMES, type LadderName } from './recorded-prices.ts';

/**
 * Reads the deltas of a market change message straight from its bytes, without making an object of it: most of
 * what a stream says (traded volume by price, clocks) is never asked for, and decoding it takes most of the time.
 * What this does not read it leaves to `parseStreamMessage`: definitions, messages about anything but markets,
 * numbers and texts written in unusual ways, and all that is not JSON.
 */
export interface MessageScanner {
  /** Reads the bytes from `start` up to `end`, one message; false where it must be read in full instead. */
  scan(bytes: Buffer, start: number, end: number): boolean;
  /** The publish time of the message last read, ms since 1970. */
  publishedAt(): number;
  /** Hands the changes of the message last read on, in their order. */
  replay(sink: DeltaSink): void;
}

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

const MARKET = 0;
const MARKET_VOLUME = 1;
const RUNNER = 2;
const LAST_PRICE = 3;
const RUNNER_VOLUME = 4;
/** And one for each ladder from here on. */
const OFFER = 5;

/** Numbers that a change takes in the list of changes: what it is, and up to three values. */
const WIDTH = 4;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;

/** A key of up to five characters as a number: its last four and its first bytes, one after the other. */
const keyCode = (key: string): number =>
  [...key].reduce((code, character) => code * 256 + character.charCodeAt(0), 0);

const KEY = {
  op: keyCode('op'),
  pt: keyCode('pt'),
  mc: keyCode('mc'),
  id: keyCode('id'),
  rc: keyCode('rc'),
  img: keyCode('img'),
  tv: keyCode('tv'),
  ltp: keyCode('ltp'),
} as const;

const LADDER_KEYS = new Map(LADDER_NAMES.map((name, i) => [keyCode(name), i]));
const LONGEST_KEY = 5;
const OTHER_KEY = -1;

/** Up to so many digits a number is exact as an integer, and so is a tenth, hundredth, ... of it to the last bit. */
const EXACT_DIGITS = 15;
const POWERS = Array.from({ length: EXACT_DIGITS + 1 }, (_, n) => 10 ** n);

/** Thrown and caught in here: the message must be read in full. */
const UNUSUAL = new Error('an unusual message');

export function createMessageScanner(): MessageScanner {
  let bytes: Buffer = Buffer.alloc(0);
  let at = 0;
  let end = 0;
  let changes = new Float64Array(WIDTH * 256);
  let used = 0;
  let pt = 0;
  let ids: string[] = [];
  let knownId = '';

  function add(what: number, a: number, b: number, c: number): void {
    if (used + WIDTH > changes.length) {
      const larger = new Float64Array(changes.length * 2);
      larger.set(changes);
      changes = larger;
    }
    changes[used] = what;
    changes[used + 1] = a;
    changes[used + 2] = b;
    changes[used + 3] = c;
    used += WIDTH;
  }

  /** The next byte that is not white space, not taken. */
  function peek(): number {
    for (; at < end; at += 1) {
      const byte = bytes[at] as number;
      if (byte > 0x20) return byte;
    }
    throw UNUSUAL;
  }

  function take(wanted: number): void {
    if (peek() !== wanted) throw UNUSUAL;
    at += 1;
  }

  /** Steps to the next item after a comma: false at the end of the object or list. */
  function another(close: number): boolean {
    const byte = peek();
    at += 1;
    if (byte === COMMA) return true;
    if (byte === close) return false;
    throw UNUSUAL;
  }

  /** Takes an opening bracket: false where nothing is in it. */
  function opens(open: number, close: number): boolean {
    take(open);
    if (peek() !== close) return true;
    at += 1;
    return false;
  }

  /** Takes a key with its colon. A definition is told apart by its length: no other key here is longer than it. */
  function key(): number {
    take(QUOTE);
    const start = at;
    let code = 0;
    for (; ; at += 1) {
      const byte = bytes[at] as number;
      if (byte === QUOTE) break;
      if (at >= end || byte === BACKSLASH || byte < 0x20) throw UNUSUAL;
      code = code * 256 + byte;
    }
    const length = at - start;
    at += 1;
    take(COLON);
    if (length <= LONGEST_KEY) return code;
    if (bytes[start] === 0x6d && length === 'marketDefinition'.length && !isNull()) throw UNUSUAL;
    return OTHER_KEY;
  }

  function isNull(): boolean {
    if (peek() !== 0x6e) return false;
    literal('null');
    at -= 'null'.length;
    return true;
  }

  function literal(word: string): void {
    for (let i = 0; i < word.length; i += 1) if (bytes[at + i] !== word.charCodeAt(i)) throw UNUSUAL;
    at += word.length;
  }

  function text(): void {
    take(QUOTE);
    for (; at < end; at += 1) {
      const byte = bytes[at] as number;
      if (byte === BACKSLASH || byte < 0x20) throw UNUSUAL;
      if (byte === QUOTE) {
        at += 1;
        return;
      }
    }
    throw UNUSUAL;
  }

  /** Steps over any value. */
  function skip(): void {
    const byte = peek();
    if (byte === QUOTE) text();
    else if (byte === OPEN_LIST) {
      for (let more = opens(OPEN_LIST, CLOSE_LIST); more; more = another(CLOSE_LIST)) skip();
    } else if (byte === OPEN_OBJECT) {
      for (let more = opens(OPEN_OBJECT, CLOSE_OBJECT); more; more = another(CLOSE_OBJECT)) {
        text();
        take(COLON);
        skip();
      }
    } else if (byte === 0x74) literal('true');
    else if (byte === 0x66) literal('false');
    else if (byte === 0x6e) literal('null');
    else number();
  }

  function number(): number {
    let byte = peek();
    const start = at;
    const isNegative = byte === MINUS;
    if (isNegative) at += 1;
    let digits = 0;
    let value = 0;
    let decimals = 0;
    const first = at;
    for (byte = bytes[at] as number; byte >= ZERO && byte <= NINE; byte = bytes[++at] as number) {
      value = value * 10 + (byte - ZERO);
      digits += 1;
    }
    if (digits === 0 || (digits > 1 && bytes[first] === ZERO)) throw UNUSUAL;
    if (byte === POINT) {
      for (byte = bytes[++at] as number; byte >= ZERO && byte <= NINE; byte = bytes[++at] as number) {
        value = value * 10 + (byte - ZERO);
        decimals += 1;
      }
      if (decimals === 0) throw UNUSUAL;
    }
    if (at > end || byte === 0x65 || byte === 0x45) throw UNUSUAL;
    if (digits + decimals > EXACT_DIGITS) return Number(bytes.toString('latin1', start, at));
    const amount = decimals === 0 ? value : value / (POWERS[decimals] as number);
    return isNegative ? -amount : amount;
  }

  function marketId(): number {
    take(QUOTE);
    const start = at;
    let same = true;
    let byte = bytes[at] as number;
    for (; byte !== QUOTE; byte = bytes[++at] as number) {
      if (at >= end || byte === BACKSLASH || byte < 0x20 || byte > 0x7e) throw UNUSUAL;
      same &&= knownId.charCodeAt(at - start) === byte;
    }
    if (!same || at - start !== knownId.length) knownId = bytes.toString('latin1', start, at);
    at += 1;
    return ids.push(knownId) - 1;
  }

  function market(): void {
    const head = used;
    add(MARKET, -1, 0, 0);
    for (let more = opens(OPEN_OBJECT, CLOSE_OBJECT); more; more = another(CLOSE_OBJECT)) {
      const code = key();
      if (code === KEY.id) changes[head + 1] = marketId();
      else if (code === OTHER_KEY || isNull()) skip();
      else if (code === KEY.rc)
        for (let each = opens(OPEN_LIST, CLOSE_LIST); each; each = another(CLOSE_LIST)) runner();
      else if (code === KEY.tv) add(MARKET_VOLUME, number(), 0, 0);
      else if (code === KEY.img) changes[head + 2] = flag() ? 1 : 0;
      else skip();
    }
    if (changes[head + 1] === -1) throw UNUSUAL;
  }

  function flag(): boolean {
    const isTrue = peek() === 0x74;
    literal(isTrue ? 'true' : 'false');
    return isTrue;
  }

  function runner(): void {
    const head = used;
    add(RUNNER, Number.NaN, 0, 0);
    for (let more = opens(OPEN_OBJECT, CLOSE_OBJECT); more; more = another(CLOSE_OBJECT)) {
      const code = key();
      if (code === KEY.id) changes[head + 1] = number();
      else if (code === OTHER_KEY || isNull()) skip();
      else if (code === KEY.ltp) add(LAST_PRICE, number(), 0, 0);
      else if (code === KEY.tv) add(RUNNER_VOLUME, number(), 0, 0);
      else {
        const ladder = LADDER_KEYS.get(code);
        if (ladder === undefined) skip();
        else offers(ladder);
      }
    }
    if (Number.isNaN(changes[head + 1])) throw UNUSUAL;
  }

  /** Ladders by price are pairs, the others have the level before the pair. */
  function offers(ladder: number): void {
    for (let more = opens(OPEN_LIST, CLOSE_LIST); more; more = another(CLOSE_LIST)) {
      take(OPEN_LIST);
      const first = number();
      take(COMMA);
      const second = number();
      if (LADDER_NAMES[ladder]?.length === 'atb'.length) add(OFFER + ladder, first, first, second);
      else {
        take(COMMA);
        add(OFFER + ladder, first, second, number());
      }
      take(CLOSE_LIST);
    }
  }

  function message(): void {
    let isMarkets = false;
    for (let more = opens(OPEN_OBJECT, CLOSE_OBJECT); more; more = another(CLOSE_OBJECT)) {
      const code = key();
      if (code === KEY.pt) pt = number();
      else if (code === KEY.op) {
        peek();
        literal('"mcm"');
        isMarkets = true;
      } else if (code === KEY.mc && !isNull())
        for (let each = opens(OPEN_LIST, CLOSE_LIST); each; each = another(CLOSE_LIST)) market();
      else skip();
    }
    while (at < end) if ((bytes[at++] as number) > 0x20) throw UNUSUAL;
    if (!isMarkets || !Number.isInteger(pt) || pt <= 0) throw UNUSUAL;
  }

  return {
    scan(given, start, stop) {
      bytes = given;
      at = start;
      end = stop;
      used = 0;
      pt = 0;
      ids = [];
      try {
        message();
        return true;
      } catch (error) {
        if (error !== UNUSUAL) throw error;
        return false;
      }
    },
    publishedAt: () => pt,
    replay(sink) {
      for (let i = 0; i < used; i += WIDTH) {
        const a = changes[i + 1] as number;
        const b = changes[i + 2] as number;
        switch (changes[i]) {
          case MARKET:
            sink.market(ids[a] as string, b === 1);
            break;
          case MARKET_VOLUME:
            sink.marketVolume(a);
            break;
          case RUNNER:
            sink.runner(a);
            break;
          case LAST_PRICE:
            sink.lastPriceTraded(a);
            break;
          case RUNNER_VOLUME:
            sink.runnerVolume(a);
            break;
          default:
            sink.offer(
              LADDER_NAMES[(changes[i] as number) - OFFER] as LadderName,
              a,
              b,
              changes[i + 3] as number,
            );
        }
      }
    },
  };
}
