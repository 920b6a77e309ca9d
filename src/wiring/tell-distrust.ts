import type { Handler } from '../betting/handle.ts';
import type { Alerts } from '../notify/alerts.ts';

type Distrust = (what: string, handler: Pick<Handler, 'distrust'>, alerts: Pick<Alerts, 'raise'>) => void;

/** The check behind a start has found the event file damaged: nothing more is bet, and a person is told. */
export const tellDamage: Distrust = (what, handler, alerts) => {
  handler.distrust(`it is damaged (${what})`);
  alerts.raise('log-damage', {
    title: 'The event file is damaged',
    text: `${what}. The bot had begun with a checkpoint, and found it when it read the file from its beginning. Nothing more is bet; results are still recorded. Stop the bot, look at the file with npm run verify, and put a backup in its place.`,
  });
};

/** The check could not be made: no bet may stand on events that nobody has checked. */
export const tellUnchecked: Distrust = (what, handler, alerts) => {
  handler.distrust(what);
  alerts.raise('log-unchecked', {
    title: 'The event file could not be checked',
    text: `The bot had begun with a checkpoint, and was to read the file from its beginning behind it: ${what}. Nothing more is bet; results are still recorded. Look at the file with npm run verify, and give the bot more memory if that is what it lacked; then start it again: it will read the whole file before it bets.`,
  });
};
