import { numberEvent } from '../../store/codec/event-codec.ts';
import { memoryEventLog } from '../../store/memory-event-log.ts';
import type { TrialParts } from '../backtest/trial.ts';

/** The log of a trial: in memory, and without hashes, which nobody would check. */
export const paperLog: TrialParts['openLog'] = (needs) => memoryEventLog({ ...needs, seal: numberEvent });
