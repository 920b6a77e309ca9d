import type { PriceSeen } from '../betting/price-memory.ts';
import { counted, selectionText } from '../betting/views/wording.ts';
import { formatPrice } from '../core/odds.ts';
import type { OpenBet } from '../core/state.ts';
import { AXIS, COLOURS, card, LABEL, PLOT } from './card.ts';
import type { Chart, Manner, NoChart } from './chart.ts';
import { shorten } from './shorten.ts';
import { asWallClock, wallTime } from './wall-time.ts';

/** What the open bet's selection was offered at since it was placed, as far as the bot has seen it. */
export function priceChart(
  bet: OpenBet | null,
  prices: readonly PriceSeen[],
  manner: Pick<Manner, 'timeZone'>,
): Chart | NoChart {
  if (bet === null) return { title: 'No open bet', why: 'There is no price to follow.' };
  const title = `${shorten(bet.selection, 24)} at ${formatPrice(bet.priceMatched)}`;
  const last = prices.at(-1);
  if (last === undefined)
    return { title, why: `${selectionText(bet)}: no price has been seen since the bot started.` };
  const facts = `${selectionText(bet)}, matched at ${formatPrice(bet.priceMatched)} on ${wallTime(bet.placedAt, manner.timeZone)}. ${nowText(bet, last, manner)} Seen in ${seenText(prices, manner.timeZone)}.`;
  return {
    name: `price-${bet.betId}`,
    title,
    facts,
    alt: `Lines of the best price offered to back and to lay the selection, beside the price matched. ${facts}`,
    height: 300,
    option: optionOf(bet, prices, title, manner),
  };
}

/** `12 looks since 2 Mar 14:30` */
const seenText = (prices: readonly PriceSeen[], timeZone: string): string =>
  `${counted(prices.length, 'look')} since ${wallTime(prices[0]?.at ?? '', timeZone)}`;

function nowText(bet: OpenBet, { at, back, lay }: PriceSeen, { timeZone }: Pick<Manner, 'timeZone'>): string {
  const offers = [
    ...(back === null ? [] : [`${formatPrice(back)} to back`]),
    ...(lay === null ? [] : [`${formatPrice(lay)} to lay`]),
  ];
  const meaning =
    back === null || back === bet.priceMatched
      ? ''
      : `, so it is thought ${back < bet.priceMatched ? 'likelier' : 'less likely'} to win than then`;
  return `Last offered: ${offers.join(' and ') || 'nothing'} on ${wallTime(at, timeZone)}${meaning}.`;
}

function optionOf(
  bet: OpenBet,
  prices: readonly PriceSeen[],
  title: string,
  { timeZone }: Pick<Manner, 'timeZone'>,
): Chart['option'] {
  const at = (moment: string) => asWallClock(moment, timeZone);
  const points = (side: 'back' | 'lay') => prices.map((seen) => [at(seen.at), seen[side]]);
  const line = { type: 'line' as const, step: 'end' as const, symbol: 'circle', symbolSize: 4 };
  return {
    ...card(title, `${shorten(bet.event, 48)}\nTo back solid, to lay dashed; ${seenText(prices, timeZone)}`),
    grid: { ...PLOT, top: 92 },
    xAxis: { ...AXIS, type: 'time', min: at(bet.placedAt), splitLine: { show: false }, splitNumber: 4 },
    yAxis: { ...AXIS, type: 'value', scale: true, splitNumber: 4 },
    series: [
      {
        name: 'Matched',
        type: 'line',
        symbol: 'none',
        lineStyle: { color: COLOURS.target, type: 'dashed', width: 1.5 },
        data: [
          {
            value: [at(bet.placedAt), bet.priceMatched],
            symbol: 'diamond',
            symbolSize: 10,
            itemStyle: { color: COLOURS.target },
            label: {
              ...LABEL,
              color: COLOURS.target,
              position: 'top',
              align: 'left',
              formatter: `matched ${formatPrice(bet.priceMatched)}`,
            },
          },
          [at(prices.at(-1)?.at ?? bet.placedAt), bet.priceMatched],
        ],
      },
      {
        ...line,
        name: 'To back',
        data: points('back'),
        itemStyle: { color: COLOURS.won },
        lineStyle: { color: COLOURS.won, width: 2.5 },
      },
      {
        ...line,
        name: 'To lay',
        data: points('lay'),
        itemStyle: { color: COLOURS.open },
        lineStyle: { color: COLOURS.open, width: 1.5, type: 'dashed' },
      },
    ],
  };
}
