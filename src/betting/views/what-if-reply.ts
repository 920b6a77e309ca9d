import type { App } from '../../app.ts';
import { formatMoney, pennies } from '../../core/money.ts';
import { formatPrice } from '../../core/odds.ts';
import type { State } from '../../core/state.ts';
import type { Field, Reply, Table } from '../../reply.ts';
import type { Changed } from '../../what-if/play-days.ts';
import type { Course, WhatIf } from '../../what-if/what-if.ts';
import { counted, rangeText, selectionText, signedMoney } from './wording.ts';

/** Different bets that are named one by one. */
const NAMED = 8;

/** What was beside what would have been. */
export function whatIfReply({ currency }: Pick<App, 'currency'>, found: WhatIf, { odds }: Changed): Reply {
  const { from, to, looks, was, would, different, unknown, unseen } = found;
  const gain = netOf(would) - netOf(was);
  const asWere = odds === undefined ? 'the settings as they were' : `odds of ${rangeText(odds)}`;
  return {
    title: `With ${asWere}: ${outcome(found, currency)}`,
    tone: gain > 0 ? 'good' : gain < 0 ? 'bad' : 'neutral',
    text: [
      `${counted(looks, 'look')} of the bot, from `,
      { at: from },
      ' to ',
      { at: to },
      ', played once more through the same code.',
      ...(unknown > 0
        ? [
            ` ${counted(unknown, 'bet')} without a result on record ${unknown === 1 ? 'is' : 'are'} taken as void.`,
          ]
        : []),
      ...(unseen === null
        ? []
        : [
            ` ${counted(unseen.bets, 'bet')} of the log ${unseen.bets === 1 ? 'was' : 'were'} placed at looks that are not on record; from the first of them, `,
            { at: unseen.since },
            ', on, the comparison is not like for like.',
          ]),
      ...(isOpen(would.after) ? [' One bet is open still.'] : []),
    ],
    table: comparison(found, currency),
    ...(different.length > 0 && { fields: differences(different) }),
    footer:
      'Days gone by say little of those to come: one bet more or less changes all that follow. Bets that were not made are filled from the book that was seen, and only looks of a time without an open bet are on record.',
  };
}

function outcome(found: WhatIf, currency: string): string {
  if (isSame(found)) return 'the same bets';
  const gain = netOf(found.would) - netOf(found.was);
  return gain === 0 && found.different.length > 0
    ? 'other bets, and the same net'
    : `${signedMoney(pennies(gain), currency)} beside what was`;
}

/** The same bets, and the same money after them. */
function isSame({ different, was, would }: WhatIf): boolean {
  const [there, here] = [was.after.ledger, would.after.ledger];
  return (
    different.length === 0 && there.pot === here.pot && there.leg === here.leg && netOf(was) === netOf(would)
  );
}

const netOf = ({ before, after }: Course): number => net(after) - net(before);

const net = ({ ledger: { allTime } }: State): number => allTime.gross - allTime.commission;

const isOpen = ({ openBets, request }: State): boolean => openBets.length > 0 || request !== null;

function comparison({ was, would }: WhatIf, currency: string): Table {
  const counts = ['bets', 'wins', 'losses', 'voids', 'targets'] as const;
  const names = { bets: 'Bets', wins: 'Won', losses: 'Lost', voids: 'Void', targets: 'Targets reached' };
  const more =
    (key: (typeof counts)[number]) =>
    ({ before, after }: Course) =>
      String(after.ledger.allTime[key] - before.ledger.allTime[key]);
  const rows: readonly (readonly [string, (course: Course) => string])[] = [
    ...counts.map((key) => [names[key], more(key)] as const),
    ['Net', (course) => signedMoney(pennies(netOf(course)), currency)],
    ['Pot at the end', ({ after }) => `${formatMoney(after.ledger.pot)} ${currency}`],
    ['Cycle and leg at the end', ({ after: { ledger } }) => `${ledger.cycle}.${ledger.leg}`],
  ];
  return {
    columns: [
      { name: '', align: 'left' },
      { name: 'Was', align: 'right' },
      { name: 'Would be', align: 'right' },
    ],
    rows: rows.map(([name, show]) => [name, show(was), show(would)]),
  };
}

function differences(different: WhatIf['different']): readonly Field[] {
  const named = different.slice(0, NAMED).map(({ inLog, at, bet }): Field => {
    const words = `${selectionText(bet)} at ${formatPrice(bet.priceMatched)}, ${formatMoney(bet.stake)}`;
    return { name: inLog ? 'Not made' : 'Made instead', value: [`${words}, `, { at }] };
  });
  const more = different.length - named.length;
  return more > 0 ? [...named, { name: 'And', value: `${counted(more, 'bet')} more` }] : named;
}
