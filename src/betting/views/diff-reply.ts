import type { App } from '../../app.ts';
import type { EventType } from '../../core/events.ts';
import { pennies } from '../../core/money.ts';
import type { State } from '../../core/state.ts';
import type { Field, Reply } from '../../reply.ts';
import { countedEvents } from './event-kinds.ts';
import { changedFields, limitTexts, settingTexts } from './setting-texts.ts';
import { statisticsOf } from './statistics.ts';
import { counted, money, signedMoney } from './wording.ts';

/** What lies between two states of one log, the earlier one first. */
export async function diffReply(app: App, before: State, after: State): Promise<Reply> {
  const events = await eventsBetween(app, before.seq, after.seq);
  return {
    title: `${counted(after.seq - before.seq, 'event')} between`,
    tone: 'neutral',
    text: [
      `From event ${before.seq} `,
      ...moment(before),
      ` to event ${after.seq} `,
      ...moment(after),
      events === '' ? ': nothing happened.' : `: ${events}.`,
    ],
    fields: changedSettings(before, after, app.currency),
    table: {
      columns: [
        { name: '', align: 'left' },
        { name: 'Before', align: 'right' },
        { name: 'After', align: 'right' },
        { name: 'Change', align: 'right' },
      ],
      rows: [...placeRows(before, after), ...moneyRows(before, after, app.currency)],
    },
    footer: 'All-time figures, results as they were known at each of the two moments.',
  };
}

const moment = ({ at }: State) => (at === null ? [] : ['(', { at }, ')']);

/** `2 bets placed, 1 bet won` */
async function eventsBetween(app: App, after: number, upTo: number): Promise<string> {
  const counts = new Map<EventType, number>();
  for await (const { seq, type } of app.events())
    if (seq > after && seq <= upTo) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].map(([type, count]) => countedEvents(type, count)).join(', ');
}

function placeRows(before: State, after: State): readonly (readonly string[])[] {
  const place = ({ ledger: { epoch, cycle, leg } }: State): string =>
    `${epoch > 1 ? `epoch ${epoch}, ` : ''}${cycle} leg ${leg}`;
  return [
    ['Cycle', place(before), place(after), ''],
    ...COUNTS.map(([name, key]) => {
      const [was, is] = [statisticsOf(before).allTime[key], statisticsOf(after).allTime[key]];
      return [name, String(was), String(is), is === was ? '' : `${is > was ? '+' : ''}${is - was}`];
    }),
  ];
}

const COUNTS = [
  ['Bets placed', 'bets'],
  ['Won', 'wins'],
  ['Lost', 'losses'],
  ['Void', 'voids'],
  ['Targets reached', 'targets'],
] as const;

function moneyRows(before: State, after: State, currency: string): readonly (readonly string[])[] {
  const amounts = ({ ledger: { pot, allTime } }: State) => ({
    Pot: pot,
    'Put in': allTime.outlay,
    'Taken out': allTime.banked,
    Commission: allTime.commission,
  });
  const [was, is] = [amounts(before), amounts(after)];
  return (Object.keys(was) as (keyof typeof was)[]).map((name) => [
    name,
    money(was[name], currency),
    money(is[name], currency),
    is[name] === was[name] ? '' : signedMoney(pennies(is[name] - was[name]), currency),
  ]);
}

function changedSettings(before: State, after: State, currency: string): readonly Field[] {
  const texts = ({ settings }: State): Record<string, string> => ({
    ...settingTexts(settings, currency),
    ...limitTexts(settings.limits, currency),
  });
  return changedFields(texts(before), texts(after));
}
