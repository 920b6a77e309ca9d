import leven, { closestMatch } from 'leven';

/** The name that was probably meant: at most a third of its letters, or of those typed, are others. Null where none is that near. */
export function nearestName(typed: string, names: readonly string[]): string | null {
  const near = closestMatch(typed, names);
  if (near === undefined) return null;
  return leven(typed, near) * 3 <= Math.max(typed.length, near.length) ? near : null;
}
