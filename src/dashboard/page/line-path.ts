interface Point {
  readonly x: number;
  readonly y: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Room for the line's own width. */
const EDGE = 3;

/** Steps through points as an SVG path that fills the size, and how high `level` lies in it, which is always inside. */
export function linePath(
  points: readonly Point[],
  level: number,
  { width, height }: Size,
): { readonly path: string; readonly level: number } {
  const xs = points.map(({ x }) => x);
  const ys = [level, ...points.map(({ y }) => y)];
  const x = between(Math.min(...xs), Math.max(...xs), 0, width);
  const y = between(Math.min(...ys), Math.max(...ys), height - EDGE, EDGE);
  const steps = points.map((point, i) =>
    i === 0 ? `M${x(point.x)} ${y(point.y)}` : `H${x(point.x)}V${y(point.y)}`,
  );
  return { path: steps.join(''), level: y(level) };
}

/** From one range into another, to a tenth; into the middle where the first has no length. */
function between(low: number, high: number, from: number, to: number): (value: number) => number {
  return (value) => {
    const share = high === low ? 0.5 : (value - low) / (high - low);
    return Math.round((from + share * (to - from)) * 10) / 10;
  };
}
