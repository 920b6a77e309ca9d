/** Whole minor units (pennies, cents) of the account's currency. */
declare const penniesBrand: unique symbol;
export type Pennies = number & { readonly [penniesBrand]: true };

/** An exact fraction; `den` is above zero. */
export interface Ratio {
  readonly num: bigint;
  readonly den: bigint;
}

/** Brands a whole number of minor units; throws a RangeError for anything else. */
export function pennies(amount: number): Pennies {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not a whole number of pennies: ${amount}`);
  return (amount + 0) as Pennies;
}

export const NO_MONEY = pennies(0);

export const smaller = <T extends number>(a: T, b: T): T => Math.min(a, b) as T;

export const larger = <T extends number>(a: T, b: T): T => Math.max(a, b) as T;

/** Major units as written in a configuration or a command (12.5 = 12.50); null when finer than a penny. */
export function fromMajor(major: number): Pennies | null {
  const { num, den } = times(exact(major), whole(100));
  if (num % den !== 0n) return null;
  const amount = Number(num / den);
  return Number.isSafeInteger(amount) ? pennies(amount) : null;
}

/** `1,476.67`, `-0.17`: two decimals, thousands separated, no currency. */
export function formatMoney(amount: Pennies): string {
  const digits = String(Math.abs(amount)).padStart(3, '0');
  const major = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${amount < 0 ? '-' : ''}${major}.${digits.slice(-2)}`;
}

/**
 * The decimal that a number prints as, held exactly: 3.4400000000000004 is that and not its binary
 * neighbour, so that a price is multiplied as the exchange sent it. Throws a RangeError unless finite.
 */
export function exact(decimal: number): Ratio {
  const match = /^(-?\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(decimal));
  if (match === null) throw new RangeError(`not a finite number: ${decimal}`);
  const [, integer, fraction = '', exponent] = match;
  const scale = Number(exponent ?? 0) - fraction.length;
  return {
    num: BigInt(`${integer}${fraction}`) * 10n ** BigInt(Math.max(scale, 0)),
    den: 10n ** BigInt(Math.max(-scale, 0)),
  };
}

export const whole = (n: number): Ratio => ({ num: BigInt(n), den: 1n });

export const times = (a: Ratio, b: Ratio): Ratio => ({ num: a.num * b.num, den: a.den * b.den });

export const minus = (a: Ratio, b: Ratio): Ratio => ({
  num: a.num * b.den - b.num * a.den,
  den: a.den * b.den,
});

/** `a / b` for a positive `b`. */
export const over = (a: Ratio, b: Ratio): Ratio => ({ num: a.num * b.den, den: a.den * b.num });

/** To the nearest whole penny, a half towards plus infinity: 17.5 is 18, -17.5 is -17. */
export function roundHalfUp({ num, den }: Ratio): Pennies {
  return pennies(Number(floorDivide(2n * num + den, 2n * den)));
}

/** Up to the next whole penny, towards plus infinity. */
export function roundUp({ num, den }: Ratio): Pennies {
  return pennies(Number(-floorDivide(-num, den)));
}

function floorDivide(a: bigint, b: bigint): bigint {
  return a % b < 0n ? a / b - 1n : a / b;
}
