import { OPERATIONS, type OperationName } from './operations.ts';

export const FAULT_KINDS = [
  'lost_after',
  'lost_before',
  'slow',
  'http_5xx',
  'html',
  'cut',
  'too_many_requests',
  'dead_session',
  'timeout',
  'bet_in_progress',
  'unknown_code',
  'unknown_field',
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

/** Any operation that the kind can befall. */
export const ANY = '*';

export interface Fault {
  readonly kind: FaultKind;
  readonly operation: OperationName | typeof ANY;
  /** How many more calls it befalls. */
  readonly times: number;
  /** `slow`: the answer is held back so many milliseconds. */
  readonly ms: number;
  /** `http_5xx`, `html`: whether the operation is done before its answer goes amiss. */
  readonly taken: boolean;
}

/** The faults that are switched on, first come first served. */
export interface FaultRegister {
  /** Replaces the same kind on the same operation; `times` 0 clears it. */
  set(fault: Fault): void;
  /** What befalls this call of the operation, counted down; null if nothing. */
  take(operation: OperationName): Fault | null;
  standing(): readonly Fault[];
}

export function createFaultRegister(): FaultRegister {
  let faults: readonly Fault[] = [];
  const isSame = (a: Fault, b: Fault) => a.kind === b.kind && a.operation === b.operation;
  return {
    standing: () => faults,
    set(fault) {
      const others = faults.filter((each) => !isSame(each, fault));
      faults = fault.times === 0 ? others : [...others, fault];
    },
    take(operation) {
      const found = faults.find((each) => befalls(each, operation));
      if (found === undefined) return null;
      faults = faults.flatMap((each) => {
        if (each !== found) return [each];
        return each.times > 1 ? [{ ...each, times: each.times - 1 }] : [];
      });
      return found;
    },
  };
}

function befalls(fault: Fault, operation: OperationName): boolean {
  return (
    (fault.operation === ANY || fault.operation === operation) && kindsFor(operation).includes(fault.kind)
  );
}

const NOT_OF_LOGIN: readonly FaultKind[] = ['dead_session', 'timeout', 'bet_in_progress'];
const NOT_OF_IDENTITY: readonly FaultKind[] = ['too_many_requests', 'bet_in_progress'];

/** The kinds that can befall an operation: those in which Betfair has words for it. */
export function kindsFor(operation: OperationName): readonly FaultKind[] {
  const without = (kinds: readonly FaultKind[]) => FAULT_KINDS.filter((kind) => !kinds.includes(kind));
  if (operation === 'certlogin') return without(NOT_OF_LOGIN);
  if (OPERATIONS.identity.some((each) => each === operation)) return without(NOT_OF_IDENTITY);
  return operation === 'placeOrders' ? FAULT_KINDS : without(['bet_in_progress']);
}
