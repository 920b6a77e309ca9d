/** One key and the values that are tried for it. */
export interface GridAxis {
  readonly key: string;
  readonly values: readonly unknown[];
}

/** More would take days. */
const MOST_COMBINATIONS = 10_000;

const EXPECTED = 'expected KEY=FROM..TO:STEP or KEY=A,B,C, such as betting.min_odds=2.5..4:0.5';

/** Reads `betting.min_odds=2.5..4:0.5` or `betting.staking=roll_all,to_target`; throws a RangeError that says what is wrong. */
export function gridAxis(text: string): GridAxis {
  const [, key, values] = /^([a-z_]+\.[a-z_]+)=(.+)$/s.exec(text) ?? [];
  if (key === undefined || values === undefined) throw new RangeError(`--grid ${text}: ${EXPECTED}.`);
  const [, from, to, step] = /^(-?[\d.]+)\.\.(-?[\d.]+):([\d.]+)$/.exec(values) ?? [];
  if (from !== undefined && to !== undefined && step !== undefined)
    return { key, values: range(text, from, to, step) };
  if (values.includes('..')) throw new RangeError(`--grid ${text}: ${EXPECTED}.`);
  return { key, values: [...new Set(values.split(','))].map(valueIn) };
}

/** Counted in the smallest decimal place that is written, so that 0.1 + 0.2 is 0.3. */
function range(
  text: string,
  ...written: readonly [from: string, to: string, step: string]
): readonly number[] {
  const places = Math.max(...written.map((word) => word.split('.')[1]?.length ?? 0));
  const [from = 0, to = 0, step = 0] = written.map((word) => Math.round(Number(word) * 10 ** places));
  if (![from, to, step].every(Number.isSafeInteger)) throw new RangeError(`--grid ${text}: ${EXPECTED}.`);
  if (step <= 0 || to < from)
    throw new RangeError(`--grid ${text}: the step must be above zero, and FROM at most TO.`);
  const count = Math.floor((to - from) / step) + 1;
  if (count > MOST_COMBINATIONS)
    throw new RangeError(`--grid ${text}: more than ${MOST_COMBINATIONS} values.`);
  return Array.from({ length: count }, (_, i) => Number(((from + i * step) / 10 ** places).toFixed(places)));
}

/** As the file would have it; a word without quotes is text. */
export function valueIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Every combination of one value of each axis, the last axis changing first; a RangeError where there are too many. */
export function combinationsOf(axes: readonly GridAxis[]): readonly Readonly<Record<string, unknown>>[] {
  const count = axes.reduce((product, { values }) => product * values.length, 1);
  if (count > MOST_COMBINATIONS)
    throw new RangeError(
      `--grid asks for ${count} combinations; at most ${MOST_COMBINATIONS} are tried. Take a wider step.`,
    );
  return axes.reduce<readonly Readonly<Record<string, unknown>>[]>(
    (made, { key, values }) => made.flatMap((each) => values.map((value) => ({ ...each, [key]: value }))),
    [{}],
  );
}
