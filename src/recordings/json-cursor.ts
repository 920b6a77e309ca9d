/** Thrown where the text is not written as usual, or is not JSON: it must be read in full instead. */
export const UNUSUAL = new Error('an unusual message');

export const OPEN_OBJECT = 0x7b;
export const CLOSE_OBJECT = 0x7d;
export const OPEN_LIST = 0x5b;
export const CLOSE_LIST = 0x5d;
export const COMMA = 0x2c;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const SPACE = 0x20;
const LARGE_E = 0x45;
const SMALL_E = 0x65;
const TRUE = 0x74;
const FALSE = 0x66;
const NULL = 0x6e;

const LONGEST_KEY = 5;

/** A key of up to five characters as a number: its bytes one after the other. Longer ones are minus their length. */
export const keyCode = (key: string): number =>
  key.length > LONGEST_KEY
    ? -key.length
    : [...key].reduce((code, character) => code * 256 + character.charCodeAt(0), 0);

/** Up to so many digits a number is exact as an integer, and so is a tenth, hundredth, ... of it to the last bit. */
const EXACT_DIGITS = 15;
const POWERS = Array.from({ length: EXACT_DIGITS + 1 }, (_, n) => 10 ** n);

/**
 * Steps through JSON in bytes and takes what it is asked for; every step checks what it steps over. It keeps to texts
 * of plain ASCII without escapes and to numbers without exponents, and throws UNUSUAL at anything else.
 */
export class JsonCursor {
  #bytes: Buffer = Buffer.alloc(0);
  #at = 0;
  #end = 0;

  /** From here on it reads the bytes from `start` up to `end`. */
  begin(bytes: Buffer, start: number, end: number): void {
    this.#bytes = bytes;
    this.#at = start;
    this.#end = end;
  }

  /** The next byte that is not white space, not taken. */
  peek(): number {
    for (; this.#at < this.#end; this.#at += 1) {
      const byte = this.#bytes[this.#at] as number;
      if (byte > SPACE) return byte;
    }
    throw UNUSUAL;
  }

  take(wanted: number): void {
    if (this.peek() !== wanted) throw UNUSUAL;
    this.#at += 1;
  }

  /** Takes an opening bracket: false where nothing is in it. */
  opens(open: number, close: number): boolean {
    this.take(open);
    if (this.peek() !== close) return true;
    this.#at += 1;
    return false;
  }

  /** Steps to the next item after a comma: false at the end of the object or list. */
  another(close: number): boolean {
    const byte = this.peek();
    this.#at += 1;
    if (byte === COMMA) return true;
    if (byte === close) return false;
    throw UNUSUAL;
  }

  /** Nothing but white space may follow. */
  finish(): void {
    for (; this.#at < this.#end; this.#at += 1) if ((this.#bytes[this.#at] as number) > SPACE) throw UNUSUAL;
  }

  /** Takes a key with its colon: its keyCode. */
  key(): number {
    this.take(QUOTE);
    const bytes = this.#bytes;
    let at = this.#at;
    let code = 0;
    for (let byte = bytes[at] as number; byte !== QUOTE; byte = bytes[++at] as number) {
      if (at >= this.#end || byte === BACKSLASH || byte < SPACE) throw UNUSUAL;
      code = code * 256 + byte;
    }
    const length = at - this.#at;
    this.#at = at + 1;
    this.take(COLON);
    return length > LONGEST_KEY ? -length : code;
  }

  /** Takes a text: where it is `known`, that one, so that no other is made. */
  text(known: string): string {
    this.take(QUOTE);
    const bytes = this.#bytes;
    const start = this.#at;
    let at = start;
    let same = true;
    for (let byte = bytes[at] as number; byte !== QUOTE; byte = bytes[++at] as number) {
      if (at >= this.#end || byte === BACKSLASH || byte < SPACE || byte > 0x7e) throw UNUSUAL;
      same &&= known.charCodeAt(at - start) === byte;
    }
    this.#at = at + 1;
    return same && at - start === known.length ? known : bytes.toString('latin1', start, at);
  }

  isNull(): boolean {
    return this.peek() === NULL;
  }

  flag(): boolean {
    const isTrue = this.peek() === TRUE;
    this.#word(isTrue ? 'true' : 'false');
    return isTrue;
  }

  number(): number {
    const isNegative = this.peek() === MINUS;
    const bytes = this.#bytes;
    const start = this.#at;
    let at = isNegative ? start + 1 : start;
    const first = at;
    let value = 0;
    let byte = bytes[at] as number;
    for (; byte >= ZERO && byte <= NINE; byte = bytes[++at] as number) value = value * 10 + (byte - ZERO);
    let digits = at - first;
    if (digits === 0 || (digits > 1 && bytes[first] === ZERO)) throw UNUSUAL;
    let decimals = 0;
    if (byte === POINT) {
      const point = at;
      for (byte = bytes[++at] as number; byte >= ZERO && byte <= NINE; byte = bytes[++at] as number)
        value = value * 10 + (byte - ZERO);
      decimals = at - point - 1;
      if (decimals === 0) throw UNUSUAL;
      digits += decimals;
    }
    if (at > this.#end || byte === SMALL_E || byte === LARGE_E) throw UNUSUAL;
    this.#at = at;
    if (digits > EXACT_DIGITS) return Number(bytes.toString('latin1', start, at));
    const amount = decimals === 0 ? value : value / (POWERS[decimals] as number);
    return isNegative ? -amount : amount;
  }

  /** Steps over any value. */
  skip(): void {
    const byte = this.peek();
    if (byte === QUOTE) this.#skipText();
    else if (byte === OPEN_LIST) this.#skipList();
    else if (byte === OPEN_OBJECT) this.#skipObject();
    else if (byte === TRUE) this.#word('true');
    else if (byte === FALSE) this.#word('false');
    else if (byte === NULL) this.#word('null');
    else this.number();
  }

  #skipList(): void {
    for (let more = this.opens(OPEN_LIST, CLOSE_LIST); more; more = this.another(CLOSE_LIST)) this.skip();
  }

  #skipObject(): void {
    for (let more = this.opens(OPEN_OBJECT, CLOSE_OBJECT); more; more = this.another(CLOSE_OBJECT)) {
      this.#skipText();
      this.take(COLON);
      this.skip();
    }
  }

  #skipText(): void {
    this.take(QUOTE);
    const bytes = this.#bytes;
    let at = this.#at;
    for (let byte = bytes[at] as number; byte !== QUOTE; byte = bytes[++at] as number)
      if (at >= this.#end || byte === BACKSLASH || byte < SPACE) throw UNUSUAL;
    this.#at = at + 1;
  }

  #word(word: string): void {
    for (let i = 0; i < word.length; i += 1)
      if (this.#bytes[this.#at + i] !== word.charCodeAt(i)) throw UNUSUAL;
    this.#at += word.length;
  }
}
