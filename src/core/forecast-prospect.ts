import type { Step, Walk } from './forecast-walk.ts';
import { type Pennies, smaller } from './money.ts';

/** What a walk comes to. */
export interface Prospect {
  /** To reach the target. */
  readonly chance: number;
  /** Expected numbers: of bets, and of cycles opened with kept money. */
  readonly bets: number;
  readonly cycles: number;
  /** The expected money that is banked in the end, or stands still where no stake can leave; in pennies and their parts. */
  readonly back: number;
  /** The chance to end in a pot that no stake can leave. */
  readonly stuck: number;
}

/** All is over: the money is banked, at the target (chance 1) or not (0). */
export const ended = (back: Pennies, chance: 0 | 1): Prospect => ({
  ...{ chance, bets: 0, cycles: 0, back, stuck: 0 },
});

/** What comes of a bet that has a chance of `win`, not counting that bet. */
export function mixed(win: number, ifWon: Prospect, ifLost: Prospect): Prospect {
  const mix = (of: (prospect: Prospect) => number): number => win * of(ifWon) + (1 - win) * of(ifLost);
  return {
    chance: mix(({ chance }) => chance),
    bets: mix(({ bets }) => bets),
    cycles: mix(({ cycles }) => cycles),
    back: mix(({ back }) => back),
    stuck: mix(({ stuck }) => stuck),
  };
}

/** `win` is the chance of each bet. */
export function prospectOf({ steps, stuck }: Walk, win: number): Prospect {
  const sum = (of: (step: Step) => number): number =>
    steps.reduce((total, step) => total + step.times * of(step), 0);
  const banked = (step: Step): number =>
    (step.atTarget ? win * step.won : 0) + (step.opensNext ? 0 : (1 - win) * step.kept);
  return {
    // A sum of rounded parts may come out a digit above.
    chance: smaller(
      1,
      sum(({ atTarget }) => (atTarget ? win : 0)),
    ),
    bets: sum(() => 1),
    cycles: sum(({ opensNext }) => (opensNext ? 1 - win : 0)),
    back: sum(banked) + (stuck === null ? 0 : stuck.chance * stuck.pot),
    stuck: stuck?.chance ?? 0,
  };
}
