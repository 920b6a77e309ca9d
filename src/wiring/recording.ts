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
  let recorder: Recorder | null = null;
  const kept = keepRecordings({
    ...{ dataDir: config.dataDir, mode: config.mode, keepDays: config.recorder.keepDays, now: clock.now },
    onFault: (error) =>
      logger.warn('What the bot sees cannot be recorded; betting goes on without.', { error }),
    onLost: () => recorder?.lost(),
  });
  if (!config.recorder.enabled) return { kept, recorder };
  recorder = createRecorder({
    ...{ exchange: opened.exchange, speed: opened.demo?.speed ?? 1, clock, selection, write: kept.write },
    earlier: async () => {
      const { recordedMarkets } = await import('../what-if/recorded-markets.ts');
      return [...(await recordedMarkets((await kept.files()).slice(-DAYS_TAKEN_UP))).values()];
    },
  });
  return { kept, recorder };
}

/** Results of markets that began longer ago are not asked for any more. */
const DAYS_TAKEN_UP = 4;
