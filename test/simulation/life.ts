/** How a process ends before its time: by SIGKILL, or with the whole machine. */
export type Death = 'kill' | 'power_cut';

interface Doom {
  /** What comes: a death, or something that is done there. */
  readonly how: Death | (() => void);
  /** Counting begins when a place of that name is passed: `send placeOrders`, `write`; null: at once. */
  readonly from: string | null;
  /** How many places are passed before the end. */
  readonly places: number;
}

/**
 * The life of one process. Whatever it does to the world outside passes through here; once it is dead, nothing of
 * it does, so that what is left of it in memory can harm nobody.
 */
export interface Life {
  /** False where the process is dead, or dies right here: then the act must not be done or not be told. */
  passes(place: string): boolean;
  /** The same; where the process is frozen, there or before, it resolves when that is over. */
  reaches(place: string): Promise<boolean>;
  /** Nothing of it runs until then. */
  freeze(over: Promise<void>): void;
  isFrozen(): boolean;
  /** How often it was frozen. */
  freezes(): number;
  death(): Death | null;
  doom(doom: Doom): void;
  /** Takes a doom back. */
  spare(): void;
  /** Ends it from outside. */
  end(how: Death): void;
}

export class Died extends Error {
  override readonly name = 'Died';
}

/** What a dead process gets of everything that it waits for. */
export const never = (): Promise<never> => new Promise(() => {});

export function createLife(): Life {
  let death: Death | null = null;
  let doomed: Doom | null = null;
  let left = 0;
  let frozen: Promise<void> | null = null;
  let freezes = 0;

  function meet(how: Doom['how']): void {
    doomed = null;
    if (typeof how === 'function') how();
    else death = how;
  }

  function passes(place: string): boolean {
    if (death !== null) return false;
    if (doomed === null) return true;
    if (doomed.from !== null && doomed.from !== place) return true;
    doomed = { ...doomed, from: null };
    left -= 1;
    if (left < 0) meet(doomed.how);
    return death === null;
  }

  return {
    passes,
    async reaches(place) {
      passes(place);
      while (frozen !== null && death === null) await frozen;
      return death === null;
    },
    freeze(over) {
      frozen = over;
      freezes += 1;
      void over.then(() => {
        if (frozen === over) frozen = null;
      });
    },
    isFrozen: () => frozen !== null,
    freezes: () => freezes,
    death: () => death,
    doom(doom) {
      doomed = doom;
      left = doom.places;
    },
    spare() {
      doomed = null;
    },
    end(how) {
      death ??= how;
    },
  };
}
