import type { Config } from '../../config/config.ts';
import { keepRecordings, type RecordingsKept } from '../../store/recordings.ts';
import type { MarketSelection } from '../betting/analyse-markets.ts';
import type { Clock } from '../clock.ts';
import type { Logger } from '../logging/logger.ts';
import { createRecorder, type Recorder } from '../recorder/recorder.ts';
import type { OpenExchange } from './open-exchange.ts';

export interface RecordingParts {
  readonly config: Pick<Config, 'dataDir' | 'mode' | 'recorder'>;
  readonly opened: Pick<OpenExchange, 'exchange' | 'demo'>;
  readonly clock: Clock;
  readonly logger: Logger;
  selection(): MarketSelection;
}

/** The bot's own recordings, and the recorder where it is switched on. */
export interface Recording {
  readonly kept: RecordingsKept;
  readonly recorder: Recorder | null;
}

export function openRecording(parts: RecordingParts): Recording {
  const { config, opened, clock, logger, selection } = parts;
  const kept = keepRecordings({
    ...{ dataDir: config.dataDir, mode: config.mode, keepDays: config.recorder.keepDays, now: clock.now },
    onFault: (error) =>
      logger.warn('What the bot sees cannot be recorded; betting goes on without.', { error }),
  });
  if (!config.recorder.enabled) return { kept, recorder: null };
  return {
    kept,
    recorder: createRecorder({
      exchange: opened.exchange,
      speed: opened.demo?.speed ?? 1,
      clock,
      selection,
      write: kept.write,
    }),
  };
}
