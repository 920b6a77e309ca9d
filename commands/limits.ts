import { z } from 'zod';
import type { App } from '../src/app.ts';
import { limitFields, limitValue } from '../src/betting/views/limit-fields.ts';
import { LIMIT_WORDS, theLimit } from '../src/betting/views/limit-words.ts';
import { type LimitsView, limitsView } from '../src/betting/views/limits.ts';
import { bettingText } from '../src/betting/views/pause.ts';
import { type By, defineCommand, type Refused } from '../src/command.ts';
import { raises } from '../src/core/decide-settings.ts';
import type { Limits } from '../src/core/events.ts';
import { limitsAt } from '../src/core/in-force.ts';
import { fromMajor, type Pennies } from '../src/core/money.ts';
import type { Reply, Text, TextParts } from '../src/reply.ts';

const DAY_MS = 86_400_000;

const NOT_AN_AMOUNT = { error: 'must be an amount above zero, such as 20 or 2.50, or none' };

const amount = () =>
  z.coerce
    .string(NOT_AN_AMOUNT)
    .trim()
    .toLowerCase()
    .regex(/^(none|\d{1,9}(\.\d{1,2})?)$/, { ...NOT_AN_AMOUNT, abort: true })
    .refine((value) => value === 'none' || Number(value) > 0, NOT_AN_AMOUNT)
    .optional();

const whole = (least: number, most: number) => {
  const fault = { error: `must be a whole number from ${least} to ${most}` };
  const number = z.coerce
    .number(fault)
    .int({ ...fault, abort: true })
    .min(least, fault)
    .max(most, fault);
  return z.preprocess((value) => (value === '' ? Number.NaN : value), number).optional();
};

interface Options {
  readonly max_stake?: string | undefined;
  readonly max_daily_loss?: string | undefined;
  readonly max_weekly_loss?: string | undefined;
  readonly max_total_loss?: string | undefined;
  readonly cool_down_minutes?: number | undefined;
  readonly cool_down_after_losses?: number | undefined;
}

export default defineCommand({
  name: 'limits',
  summary: 'The limits and how near they are; with a value, lowers one at once or raises it a day later',
  examples: ['limits', 'limits 20', 'limits none 3 10 50', 'limits 20 3 10 50 30 2'],
  options: {
    max_stake: amount().describe('Highest stake of one bet: an amount, or none'),
    max_daily_loss: amount().describe('Most that a day may cost: an amount, or none'),
    max_weekly_loss: amount().describe('Most that a week from Monday may cost: an amount, or none'),
    max_total_loss: amount().describe('Most that everything may cost: an amount, or none'),
    cool_down_minutes: whole(0, 525_600).describe('Rest after lost cycles, in minutes; 0 for none'),
    cool_down_after_losses: whole(1, 1_000).describe('How many cycles lost in a row bring the rest'),
  },
  needs: (options, app) => {
    const named = namedIn(options);
    if (Object.keys(named).length === 0) return 'viewer';
    const inForce = limitsAt(app.state(), isoNow(app));
    return raises(inForce, { ...inForce, ...named }) ? 'owner' : 'operator';
  },
  run: (app, options, by) => {
    const named = namedIn(options);
    return Object.keys(named).length === 0 ? shown(app) : change(app, named, by);
  },
});

const viewOf = (app: App): LimitsView =>
  limitsView(app.state(), { now: app.now(), timeZone: app.timeZone, minStake: app.minStake });

const isoNow = (app: App): string => new Date(app.now()).toISOString();

/** The limits that are to change. */
function namedIn(options: Options): Partial<Limits> {
  const { cool_down_minutes: minutes, cool_down_after_losses: losses } = options;
  return {
    ...(options.max_stake !== undefined && { maxStake: limitOf(options.max_stake) }),
    ...(options.max_daily_loss !== undefined && { maxDailyLoss: limitOf(options.max_daily_loss) }),
    ...(options.max_weekly_loss !== undefined && { maxWeeklyLoss: limitOf(options.max_weekly_loss) }),
    ...(options.max_total_loss !== undefined && { maxTotalLoss: limitOf(options.max_total_loss) }),
    ...(minutes !== undefined && { coolDownMinutes: minutes }),
    ...(losses !== undefined && { coolDownAfterLosses: losses }),
  };
}

const limitOf = (value: string): Pennies | null => (value === 'none' ? null : fromMajor(Number(value)));

function shown(app: App): Reply {
  const view = viewOf(app);
  const { pause } = app.betting();
  return {
    title: 'Limits',
    tone: pause !== undefined || view.stops.length > 0 ? 'warning' : 'neutral',
    text: standing(app, view),
    fields: limitFields(view, app.currency),
    footer:
      'Lowering one holds at once. Raising one is for the owner and holds 24 hours later; until then, giving its present value takes the raise back.',
    links: [
      ...(pause === undefined ? [] : [{ label: 'Resume', command: 'resume', options: {} }]),
      { label: 'Status', command: 'status', options: {} },
    ],
  };
}

function standing(app: App, { stops, nextStake }: LimitsView): Text {
  const betting = app.betting();
  if (betting.pause !== undefined) return bettingText(betting);
  if (stops.length > 0)
    return `The next bet would break ${stops.map(theLimit).join(' and ')}: betting pauses instead of placing it.`;
  return nextStake === null
    ? 'A bet is open; nothing else is placed until its result is there.'
    : 'None of them stands against the next bet.';
}

async function change(app: App, named: Partial<Limits>, by: By): Promise<Reply | Refused> {
  const before = viewOf(app);
  const to = { ...(before.waiting?.to ?? before.inForce), ...named };
  const raisesHoldFrom = new Date(app.now() + DAY_MS).toISOString();
  const result = await app.submit({ kind: 'change_limits', now: isoNow(app), to, raisesHoldFrom }, by);
  if ('refused' in result) return result;
  const after = viewOf(app);
  const names = Object.keys(named) as readonly (keyof Limits)[];
  return {
    title: names.every((name) => comesTo(after, name)) ? 'Limits will change' : 'Limits changed',
    tone: 'neutral',
    text: [
      ...names.flatMap((name, i) => [i === 0 ? '' : '\n', ...changed(name, before, after, app.currency)]),
      ...putOff(before, after),
    ],
    links: [{ label: 'Limits', command: 'limits', options: {} }],
  };
}

/** What holds now of a limit that was named, and what from when. */
function changed(name: keyof Limits, before: LimitsView, after: LimitsView, currency: string): TextParts {
  const limit = LIMIT_WORDS[name];
  const is = limitValue(after.inForce, name, currency);
  const coming = comesTo(after, name);
  if (coming !== null)
    return [
      `${limit} stays ${is} and becomes ${limitValue(coming.to, name, currency)} `,
      { at: coming.from },
      '.',
    ];
  const was = limitValue(before.inForce, name, currency);
  const dropped = comesTo(before, name);
  return [
    is === was ? `${limit} is ${is}, as it was.` : `${limit} is ${is} from now on; it was ${was}.`,
    dropped === null ? '' : ` The raise to ${limitValue(dropped.to, name, currency)} is taken back.`,
  ];
}

/** Raises that wait hold together: a further one begins the 24 hours of all of them anew. */
function putOff({ waiting: before }: LimitsView, { waiting: after }: LimitsView): TextParts {
  if (before === null || after === null || before.from === after.from) return [];
  return ['\nA raise waited already: now all that is raised holds ', { at: after.from }, '.'];
}

/** The raise that waits, where it changes this limit. */
const comesTo = ({ inForce, waiting }: LimitsView, name: keyof Limits): LimitsView['waiting'] =>
  waiting !== null && waiting.to[name] !== inForce[name] ? waiting : null;
