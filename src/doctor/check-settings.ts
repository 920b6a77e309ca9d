import type { Mode, Settings } from '../core/events.ts';
import { formatMoney } from '../core/money.ts';
import { type Finding, pass, warning } from './finding.ts';

interface SettingsRead {
  readonly mode: Mode;
  readonly settings: Settings;
  /** Sentences about what was given and is not used. */
  readonly warnings: readonly string[];
}

const MODE: Readonly<Record<Mode, string>> = {
  demo: 'it would start as a demo, with play money on an exchange of its own',
  dry_run: 'it would start as a dry run, with real prices and paper bets',
  live: 'it would start live: real money is bet once the owner arms it',
};

/** What a sound configuration comes to, and what of it its author may not have meant. */
export function checkSettings({ mode, settings, warnings }: SettingsRead): readonly Finding[] {
  const { initialStake, target, odds } = settings;
  const cycle = `from ${formatMoney(initialStake)} to ${formatMoney(target)} at odds ${odds.min} to ${odds.max}`;
  return [
    pass('Configuration', `it is right; ${MODE[mode]}, ${cycle}.`),
    ...warnings.map((text) => warning('Environment', text)),
    ...(mode === 'live' ? [checkLimits(settings)] : []),
  ];
}

function checkLimits({ limits }: Settings): Finding {
  const { maxDailyLoss, maxWeeklyLoss, maxTotalLoss } = limits;
  return [maxDailyLoss, maxWeeklyLoss, maxTotalLoss].some((limit) => limit !== null)
    ? pass('Loss limits', 'there are some.')
    : warning(
        'Loss limits',
        'there is none, so that cycle after cycle is paid in: set limits.max_total_loss, or one of a day or a week.',
      );
}
