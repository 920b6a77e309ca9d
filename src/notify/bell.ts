/** Wakes the one who waits; a ring while nobody waits is not lost. */
export interface Bell {
  ring(): void;
  rung(): Promise<void>;
}

export function createBell(): Bell {
  let ringing = false;
  let wake = (): void => undefined;
  return {
    ring: () => {
      ringing = true;
      wake();
    },
    rung: async () => {
      if (!ringing) await new Promise<void>((resolve) => (wake = resolve));
      ringing = false;
    },
  };
}
