import type { BetRecord } from '../betting/views/history.ts';
import { ENDINGS, outcomeText } from '../betting/views/history-tables.ts';
import type { Receipt } from '../betting/views/receipt.ts';
import {
  counted,
  durationText,
  money,
  selectionText,
  signedAmount,
  signedMoney,
} from '../betting/views/wording.ts';
import { formatMoney, pennies } from '../core/money.ts';
import { formatPrice } from '../core/odds.ts';
import { AXIS, COLOURS, card, FONT, inMajor, LABEL, SMALL } from './card.ts';
import { CHART_WIDTH, type Chart, type Manner } from './chart.ts';
import { shorten } from './shorten.ts';
import { wallTime } from './wall-time.ts';

/** More would make the picture longer than a phone is. */
const LEGS_SHOWN = 12;

const TOP = 62;
const ROW = 38;
const FOOT = 148;

/** An ended cycle: its legs and its pot, what it cost and how long it took, and where the log has it. */
export function receiptChart(receipt: Receipt, manner: Manner): Chart {
  const { cycle, legs, events } = receipt;
  const shown = legs.slice(-LEGS_SHOWN);
  const title = `Cycle ${cycle.cycle}: ${ENDINGS[cycle.end.how]}, leg ${cycle.legs}`;
  const facts = factsOf(receipt, manner);
  const left = legs.length - shown.length;
  const note = `Pot after each leg, ${manner.currency}, log scale${left > 0 ? `; the first ${counted(left, 'leg')} left out` : ''}`;
  return {
    name: `receipt-cycle-${cycle.cycle}`,
    title,
    facts,
    alt: `Receipt of cycle ${cycle.cycle} with a bar for each leg. ${facts} ${shown.map(legText).join(' ')} Hash of event ${events.last}: ${events.hash}.`,
    height: TOP + ROW * shown.length + FOOT,
    option: {
      ...card(title, note),
      grid: { left: 176, right: 92, top: TOP, height: ROW * shown.length },
      xAxis: { type: 'log', ...reach(shown), show: false },
      yAxis: {
        ...AXIS,
        type: 'category',
        inverse: true,
        data: shown.map(legLabel),
        axisLabel: { ...AXIS.axisLabel, align: 'left', margin: 162, lineHeight: 15, rich: RICH },
      },
      series: [
        {
          name: 'Pot',
          type: 'bar',
          barWidth: 14,
          data: shown.map(bar),
          label: { ...LABEL, position: 'right' },
        },
      ],
      graphic: footOf(receipt, manner, TOP + ROW * shown.length + 10),
    },
  };
}

function factsOf({ cycle, events }: Receipt, { currency }: Manner): string {
  const { outlay, banked, startedAt, end, legs, wins } = cycle;
  return `Cycle ${cycle.cycle}: ${ENDINGS[end.how]} after ${counted(legs, 'leg')}, ${wins} won. Put in ${money(outlay, currency)}, taken out ${money(banked, currency)}: ${signedMoney(pennies(banked - outlay), currency)} in ${durationBetween(startedAt, end.at)}. Events ${events.first} to ${events.last}.`;
}

const durationBetween = (from: string, to: string): string => durationText(Date.parse(to) - Date.parse(from));

const legText = ({ leg, bet, settled }: BetRecord): string =>
  `Leg ${leg}: ${selectionText(bet)} at ${formatPrice(bet.priceMatched)}, ${settled === null ? 'open' : `${outcomeText(settled.result)}, pot ${formatMoney(settled.potAfter)}`}.`;

const RICH = {
  pick: { fontFamily: FONT, fontSize: SMALL, fontWeight: 600, color: COLOURS.text },
  match: { fontFamily: FONT, fontSize: SMALL - 1, color: COLOURS.quiet },
} as const;

const legLabel = ({ leg, bet }: BetRecord): string =>
  `{pick|${leg}  ${shorten(bet.selection, 14)} ${formatPrice(bet.priceMatched)}}\n{match|${shorten(bet.event, 25)}}`;

/** A bar shows the pot after the leg; where nothing is left of it, what was lost. */
function bar({ bet, settled }: BetRecord) {
  const pot = settled?.potAfter ?? bet.stake;
  const outcome = settled?.result.outcome ?? 'open';
  const net = settled?.result.netProfit ?? pennies(0);
  if (net < 0)
    return {
      value: inMajor(bet.stake),
      itemStyle: { color: 'transparent', borderColor: COLOURS.lost, borderWidth: 1.5 },
      label: { color: COLOURS.lost, formatter: `lost ${formatMoney(net)}` },
    };
  const formatter = outcome === 'won' ? formatMoney(pot) : `${formatMoney(pot)} ${outcome.replace('_', ' ')}`;
  return {
    value: inMajor(pot),
    itemStyle: { color: outcome === 'won' ? COLOURS.won : COLOURS.quiet },
    label: { formatter },
  };
}

/** From where to where the bars go: the smallest has a length, too. */
function reach(legs: readonly BetRecord[]) {
  const values = legs.map((leg) => bar(leg).value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return { min: least / 2, max: most, startValue: least / 2 };
}

function footOf({ cycle, events }: Receipt, { currency, timeZone }: Manner, top: number) {
  const { outlay, banked, startedAt, end } = cycle;
  const net = pennies(banked - outlay);
  const columns = [
    ['Put in', formatMoney(outlay)],
    ['Taken out', formatMoney(banked)],
    [`In all, ${currency}`, signedAmount(net)],
  ] as const;
  return [
    rule(top),
    ...columns.flatMap(([name, value], i) => [
      words(14 + i * 128, top + 10, name, COLOURS.quiet, SMALL),
      words(14 + i * 128, top + 26, value, i < 2 ? COLOURS.text : net < 0 ? COLOURS.lost : COLOURS.won, 15),
    ]),
    words(
      14,
      top + 54,
      `${wallTime(startedAt, timeZone)} to ${wallTime(end.at, timeZone)}, ${durationBetween(startedAt, end.at)}`,
      COLOURS.text,
      SMALL,
    ),
    words(14, top + 74, `Events ${events.first} to ${events.last}, hash of the last:`, COLOURS.quiet, SMALL),
    words(14, top + 91, events.hash.slice(0, 32), COLOURS.text, SMALL),
    words(14, top + 106, events.hash.slice(32), COLOURS.text, SMALL),
  ];
}

const rule = (y: number) => ({
  type: 'line' as const,
  shape: { x1: 14, y1: y, x2: CHART_WIDTH - 14, y2: y },
  style: { stroke: COLOURS.line, lineWidth: 1 },
});

const words = (x: number, y: number, text: string, fill: string, size: number) => ({
  type: 'text' as const,
  x,
  y,
  style: { text, fill, fontSize: size, fontFamily: FONT, fontWeight: size > SMALL ? 600 : 400 },
});
