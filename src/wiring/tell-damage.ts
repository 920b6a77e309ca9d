import type { Handler } from '../betting/handle.ts';
import type { Alerts } from '../notify/alerts.ts';

/** The check behind a start has found the event file damaged: nothing more is bet, and a person is told. */
export function tellDamage(
  what: string,
  handler: Pick<Handler, 'foundDamage'>,
  alerts: Pick<Alerts, 'raise'>,
): void {
  handler.foundDamage(what);
  alerts.raise('log-damage', {
    title: 'The event file is damaged',
    text: `${what}. The bot had begun with a checkpoint, and found it when it read the file from its beginning. Nothing more is bet; results are still recorded. Stop the bot, look at the file with npm run verify, and put a backup in its place.`,
  });
}
