import {
  type CycleSettings,
  type Fact,
  type Limits,
  NOTICE_KINDS,
  type NoticeSettings,
  type OddsRange,
  type Settings,
} from './events.ts';
import { fileInForce, limitsAt } from './in-force.ts';
import { type Decision, type IntentOf, type Refusal, refuse } from './intents.ts';
import { larger, type Pennies, smaller } from './money.ts';
import type { State } from './state.ts';

/** Takes over the settings that the file gives differently from the last start's file: the others stay as commanded. */
export function adoptFile(
  { now, settings: file, raisesHoldFrom }: IntentOf<'adopt_file'>,
  state: State,
): Decision {
  const before = fileInForce(state);
  if (before === null) return refuse('first-start', 'A new log takes the file as it is.');
  const { settings: current } = state;
  const odds = merge(before.odds, file.odds, current.odds);
  const cycle = merge(cycleSettings(before), cycleSettings(file), cycleSettings(current));
  const limits = merge(before.limits, file.limits, state.raisedLimits?.to ?? current.limits);
  return factsOr(
    [
      ...oddsFacts(current.odds, odds),
      ...cycleFacts(cycleSettings(current), cycle),
      ...(same(before.limits, file.limits) ? [] : limitFacts(state, limits, now, raisesHoldFrom)),
    ],
    refuse('unchanged', 'The file says what it said at the last start.'),
  );
}

/** Takes over what the file says otherwise than before, while the bot runs. */
export function reloadFile(intent: IntentOf<'reload_file'>, state: State): Decision {
  const { settings, changed, now, raisesHoldFrom } = intent;
  if (changed.length === 0) return refuse('unchanged', 'The file says what it said before.');
  const adopted = adoptFile({ kind: 'adopt_file', now, settings, raisesHoldFrom }, state);
  return [{ type: 'FILE_RELOADED', data: { settings, changed } }, ...('refused' in adopted ? [] : adopted)];
}

/** Lowered limits hold at once, raised ones a day later; a new wish replaces a raise that waits. */
export function changeLimits({ now, to, raisesHoldFrom }: IntentOf<'change_limits'>, state: State): Decision {
  return factsOr(
    limitFacts(state, to, now, raisesHoldFrom),
    refuse('unchanged', 'The limits are those already, or a raise to them waits for its day.'),
  );
}

/** As a person wants to be told from now on; null: as the file says. */
export function changeNotices({ to }: IntentOf<'change_notices'>, { notices }: State): Decision {
  return sameNotices(notices, to)
    ? refuse('unchanged', 'Notices are told like that already.')
    : [{ type: 'NOTICES_CHANGED', data: { to } }];
}

function sameNotices(a: NoticeSettings | null, b: NoticeSettings | null): boolean {
  if (a === null || b === null) return a === b;
  const quiet = (settings: NoticeSettings) => `${settings.quiet?.from} ${settings.quiet?.to}`;
  return (
    quiet(a) === quiet(b) &&
    NOTICE_KINDS.every((kind) => (a.loudness[kind] ?? 'on') === (b.loudness[kind] ?? 'on'))
  );
}

const oddsFacts = (from: OddsRange, to: OddsRange): Fact[] =>
  same(from, to) ? [] : [{ type: 'ODDS_RANGE_CHANGED', data: { from, to } }];

const cycleFacts = (from: CycleSettings, to: CycleSettings): Fact[] =>
  same(from, to) ? [] : [{ type: 'SETTINGS_CHANGED', data: { from, to } }];

/**
 * What is lowered holds at once, what is raised from `raisesHoldFrom` on. A raise that waits already and is asked
 * for again, or for less, keeps its day: lowering another limit must not put it off.
 */
function limitFacts(state: State, to: Limits, now: string, raisesHoldFrom: string): Fact[] {
  const from = limitsAt(state, now);
  // A raise whose day has come equals `from`: what is asked of it below is then answered as if there were none.
  const { raisedLimits: waiting } = state;
  const lowered = stricter(from, to);
  const lowers = !same(from, lowered);
  const raised = raises(from, to);
  if (waiting !== null && !lowers && same(waiting.to, to)) return [];
  const facts: Fact[] = [];
  if (lowers || (waiting !== null && !raised))
    facts.push({ type: 'LIMITS_CHANGED', data: { from, to: lowered, effectiveAt: now } });
  if (raised) {
    const keepsDay = waiting !== null && !raises(waiting.to, to);
    const effectiveAt = keepsDay ? waiting.effectiveAt : raisesHoldFrom;
    facts.push({ type: 'LIMITS_CHANGED', data: { from: lowered, to, effectiveAt } });
  }
  return facts;
}

/** Whether any limit is looser in `to`. */
export const raises = (from: Limits, to: Limits): boolean => !same(stricter(from, to), to);

/** Of each limit the stricter one. */
function stricter(a: Limits, b: Limits): Limits {
  return {
    maxStake: lower(a.maxStake, b.maxStake),
    maxDailyLoss: lower(a.maxDailyLoss, b.maxDailyLoss),
    maxWeeklyLoss: lower(a.maxWeeklyLoss, b.maxWeeklyLoss),
    maxTotalLoss: lower(a.maxTotalLoss, b.maxTotalLoss),
    coolDownMinutes: larger(a.coolDownMinutes, b.coolDownMinutes),
    coolDownAfterLosses: smaller(a.coolDownAfterLosses, b.coolDownAfterLosses),
  };
}

/** The lower of two limits; null is none. */
function lower(a: Pennies | null, b: Pennies | null): Pennies | null {
  if (a === null) return b;
  return b === null ? a : smaller(a, b);
}

const cycleSettings = ({ initialStake, target, staking, commissionRate }: Settings): CycleSettings => ({
  initialStake,
  target,
  staking,
  commissionRate,
});

/** What changed from `before` to `file`, laid over `current`. */
function merge<T extends object>(before: T, file: T, current: T): T {
  const changed = Object.entries(file).filter(([key, value]) => before[key as keyof T] !== value);
  return { ...current, ...Object.fromEntries(changed) };
}

const same = <T extends object>(a: T, b: T): boolean =>
  Object.entries(a).every(([key, value]) => b[key as keyof T] === value);

const factsOr = (facts: readonly Fact[], none: Refusal): Decision => {
  const [first, ...rest] = facts;
  return first === undefined ? none : [first, ...rest];
};
