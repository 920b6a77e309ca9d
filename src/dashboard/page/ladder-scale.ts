/** Where an amount lies on the way from a cycle's start (0) to its target (1), each doubling as long as the next. */
export function ladderShare(amount: number, start: number, target: number): number {
  if (amount <= start || target <= start) return amount >= target ? 1 : 0;
  return Math.min(1, Math.log(amount / start) / Math.log(target / start));
}
