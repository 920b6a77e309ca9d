import type { Reloaded } from '../app.ts';
import type { Logger } from '../logging/logger.ts';
import type { Alerts } from '../notify/alerts.ts';
import type { Rollover } from '../rollover.ts';

interface SignalParts {
  readonly rollover: Pick<Rollover, 'reload'>;
  readonly alerts: Pick<Alerts, 'raise' | 'clear'>;
  readonly logger: Logger;
}

const ALERT = 'reload';

/** Reads the configuration again; as nobody waits for an answer, it goes to the log, and what is wrong to a person. */
export async function reloadOnSignal({ rollover, alerts, logger }: SignalParts): Promise<void> {
  logger.info('SIGHUP: the configuration is read again.');
  const reloaded = await rollover.reload();
  const why = faultOf(reloaded);
  if (why === null) alerts.clear(ALERT);
  else {
    logger.error(why.replace(/\n\s*/g, ' '));
    alerts.raise(ALERT, {
      title: 'The configuration was not read again',
      text: [`${why}\nThe bot goes on as before.`],
    });
  }
  if ('refused' in reloaded || reloaded.kind === 'faults') return;
  for (const { key, from, to } of reloaded.waiting)
    logger.warn(`${key}: ${to} (was ${from}) holds from the next start on.`);
  if (reloaded.held.length + reloaded.waiting.length === 0) logger.info('It says what it said before.');
}

function faultOf(reloaded: Reloaded): string | null {
  if ('refused' in reloaded) return reloaded.message;
  return reloaded.kind === 'faults' ? reloaded.text : null;
}
