import { Violation } from '../violation.ts';

/** After whatever has happened, a leader is there again soon. */
export interface AvailabilityCheck {
  /** Something has begun or ended that may keep one from leading. */
  disturb(): void;
}

const WITHIN_MS = 10_000;

interface AvailabilityParts {
  readonly later: (ms: number, act: () => void) => void;
  /** Whether a process that is well could lead, and whether one leads. */
  readonly look: () => { readonly couldLead: boolean; readonly leads: boolean };
}

export function availabilityCheck({ later, look }: AvailabilityParts): AvailabilityCheck {
  let disturbances = 0;
  return {
    disturb() {
      disturbances += 1;
      const last = disturbances;
      later(WITHIN_MS, () => {
        if (disturbances > last) return;
        const { couldLead, leads } = look();
        if (couldLead && !leads) throw new Violation('nobody leads, ten seconds after the last fault');
      });
    },
  };
}
