import { percentText } from '../../betting/views/bet-figures-table.ts';
import { figuresTable } from '../../betting/views/figures-table.ts';
import type { BetRecord } from '../../betting/views/history.ts';
import {
  counted,
  durationText,
  money,
  plainName,
  rangeText,
  signedAmount,
  signedMoney,
} from '../../betting/views/wording.ts';
import { formatMoney } from '../../core/money.ts';
import { formatPrice } from '../../core/odds.ts';
import type { Field, Reply, Table } from '../../reply.ts';
import type { Backtested, Material, Tried } from '../backtest.ts';
import type { MarketFate } from '../passed-over.ts';
import type { Strategy } from '../strategy.ts';
import { type Findings, findingsOf } from './findings.ts';

/** The report of one run, part by part, for a terminal and a page alike. `tookMs`: how long it took. */
export function sectionsOf({ material, tried, fates }: Backtested, tookMs: number): readonly Reply[] {
  const [first] = tried;
  if (first === undefined) return [];
  const findings = findingsOf(first);
  return [
    ...depthNote(material),
    overview(first, findings),
    read(material, tookMs),
    ...calibration(findings),
    ...bets(findings.records),
    ...passedOver(fates),
    ...leftOut(material),
  ];
}

/** Comes first: what follows is worth as much as this lets it be. */
export function depthNote({ onlyTraded, wanted }: Material): readonly Reply[] {
  if (onlyTraded === 0) return [];
  const which =
    onlyTraded === wanted ? 'all markets looked for' : `${onlyTraded} of the ${wanted} markets looked for`;
  return [
    {
      title: `Depth is assumed in ${which}: their recordings have traded prices, no sizes.`,
      tone: 'warning',
      text: 'There the best price to back at is taken to be the one last traded, with sizes made up around it. Real fills would have been worse at times.',
    },
  ];
}

function overview({ strategy, state }: Tried, findings: Findings): Reply {
  const { currency } = strategy;
  const { net, drawdown, bets, unfilled, undecided } = findings;
  const table = figuresTable(state, currency);
  const expected = bets.wins + bets.losses === 0 ? null : bets.expectedWins / (bets.wins + bets.losses);
  return {
    title: `${counted(findings.figures.bets, 'bet')}, ${signedMoney(net, currency)}`,
    tone: net > 0 ? 'good' : net < 0 ? 'bad' : 'neutral',
    text: strategyText(strategy),
    table: {
      ...table,
      rows: [
        ...table.rows,
        ['Win rate by the prices', percentText(expected)],
        ['Staked', money(bets.staked, currency)],
        ['Net', signedMoney(net, currency)],
        ['Deepest fall', money(drawdown, currency)],
        ...(unfilled > 0 ? [['Orders not filled', String(unfilled)]] : []),
        ...(undecided > 0 ? [['Without a result in the recordings', counted(undecided, 'bet')]] : []),
      ],
    },
  };
}

function strategyText({ settings, selection }: Strategy): string {
  const { odds, staking, initialStake, target } = settings;
  return `Odds ${rangeText(odds)}, ${staking}, from ${formatMoney(initialStake)} to ${formatMoney(target)}; ${selection.marketType} of sport "${selection.sportId}" up to ${selection.hoursAhead} hours ahead${selection.includeInPlay ? ', in play too' : ''}.`;
}

export function read(material: Material, tookMs: number): Reply {
  const { files, messages, markets, from, to } = material;
  const seconds = tookMs / 1_000;
  const rate = seconds > 0 ? `, ${Math.round(messages / seconds).toLocaleString('en')} messages/s` : '';
  const took = seconds < 60 ? `${seconds.toFixed(2)} s` : durationText(tookMs);
  const fields: Field[] = [
    {
      name: 'Recordings',
      value: `${counted(files, 'file')}, ${counted(markets, 'market')}, ${messages.toLocaleString('en')} messages`,
    },
    ...(from !== null && to !== null ? [{ name: 'Played', value: `${from} to ${to}` }] : []),
    { name: 'Time used', value: `${took}${rate}` },
  ];
  return { title: 'What was read', tone: 'neutral', fields };
}

function calibration({ calibration: found }: Findings): readonly Reply[] {
  if (found === null) return [];
  const { bets, wins, implied, groups } = found;
  return [
    {
      title: `${wins} of ${counted(bets, 'bet')} won, ${percentText(wins / bets)}; by their prices ${percentText(implied)} would`,
      tone: 'neutral',
      table: {
        columns: [left('By the price'), right('Bets'), right('Won'), right('Share'), right('95 % interval')],
        rows: groups.map((group) => [
          percentText(group.implied),
          String(group.bets),
          String(group.wins),
          percentText(group.actual),
          `${percentText(group.interval.low)} to ${percentText(group.interval.high)}`,
        ]),
      },
    },
  ];
}

function bets(records: readonly BetRecord[]): readonly Reply[] {
  if (records.length === 0) return [];
  return [{ title: 'The bets', tone: 'neutral', table: betsTable(records) }];
}

const betsTable = (records: readonly BetRecord[]): Table => ({
  columns: [
    left('Placed'),
    right('Leg'),
    left('Selection'),
    right('Price'),
    right('Stake'),
    left('Result'),
    right('Net'),
  ],
  rows: records.map(({ placedAt, cycle, leg, bet, settled }) => [
    `${placedAt.slice(0, 16).replace('T', ' ')}`,
    `${cycle}.${leg}`,
    `${plainName(bet.selection, 30)} in ${plainName(bet.event, 40)}`,
    formatPrice(bet.priceMatched),
    formatMoney(bet.stake),
    settled?.result.outcome.replace('_', ' ') ?? 'open',
    settled === null ? '' : signedAmount(settled.result.netProfit),
  ]),
});

/** The circumstance that kept most of them first. */
function passedOver(fates: readonly MarketFate[]): readonly Reply[] {
  const groups = new Map<string, MarketFate[]>();
  for (const fate of fates)
    if (fate.filter !== null) groups.set(fate.filter, [...(groups.get(fate.filter) ?? []), fate]);
  const count = [...groups.values()].reduce((sum, group) => sum + group.length, 0);
  if (count === 0) return [];
  const sorted = [...groups].sort(([, a], [, b]) => b.length - a.length);
  return [
    {
      title: `${counted(count, 'market')} passed over`,
      tone: 'neutral',
      text: 'Each as it was when it was last looked at.',
      table: {
        columns: [left('Filter'), right('Markets'), left('Such as')],
        rows: sorted.map(([filter, group]) => [
          filter,
          String(group.length),
          `${plainName(group[0]?.event ?? '')}: ${group[0]?.why ?? ''}`,
        ]),
      },
    },
  ];
}

export function leftOut({ leftOut: lines }: Material): readonly Reply[] {
  if (lines.length === 0) return [];
  return [
    {
      title: `Left out, or not as recorded: ${counted(lines.length, 'thing')}`,
      tone: 'warning',
      table: {
        columns: [left('File'), right('Line'), left('Why')],
        rows: lines.map(({ file, line, why }) => [file, line === null ? '' : String(line), why]),
      },
    },
  ];
}

const left = (name: string) => ({ name, align: 'left' as const });
const right = (name: string) => ({ name, align: 'right' as const });
