/** How a source's own time runs against the wall clock. All times are milliseconds since 1970. */
export interface CompressedTime {
  /** The source's time at that wall-clock moment. */
  toSource(wall: number): number;
  /** The first whole wall-clock millisecond at which the source's time has come to `source`. */
  toWall(source: number): number;
}

/**
 * Source time that stands at `origin` when the wall clock stands at `began` and runs `speed` times as
 * fast. Throws a RangeError unless `speed` is a finite number above zero.
 */
export function compressTime(began: number, origin: number, speed: number): CompressedTime {
  if (!Number.isFinite(speed) || speed <= 0) throw new RangeError(`not a speed above zero: ${speed}`);
  return {
    toSource: (wall) => origin + (wall - began) * speed,
    toWall: (source) => began + Math.ceil((source - origin) / speed),
  };
}
