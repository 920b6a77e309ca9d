import { outcomeText } from '../betting/views/history-tables.ts';
import type { Ladder, Rung, Way } from '../betting/views/ladder.ts';
import { money, rangeText, selectionText, sentence } from '../betting/views/wording.ts';
import { formatMoney, type Pennies } from '../core/money.ts';
import { formatPrice } from '../core/odds.ts';
import { AXIS, COLOURS, card, inMajor, LABEL, PLOT, targetLine } from './card.ts';
import type { Chart, Manner, NoChart } from './chart.ts';

/** More legs than this would write over each other: then only the last is labelled. */
const LABELLED = 14;

/** The pot of the current cycle leg by leg on a log scale, the next step, and the ways on to the target. */
export function ladderChart(ladder: Ladder, { currency }: Pick<Manner, 'currency'>): Chart | NoChart {
  const { cycle, leg, pot, target } = ladder;
  if (cycle === 0) return { title: 'No cycle yet', why: 'The first one begins when the bot first starts.' };
  const title = `Cycle ${cycle}: the pot, leg by leg`;
  const facts = `Cycle ${cycle}, ${leg === 0 ? 'before its first leg' : `leg ${leg}`}: ${money(pot, currency)} in the pot, ${money(target, currency)} is the target. ${nextText(ladder, currency)}`;
  return {
    name: `ladder-cycle-${cycle}`,
    title,
    facts,
    alt: `Line of the pot after each leg, on a log scale. ${climbText(ladder)} ${facts}`,
    height: 320,
    option: optionOf(ladder, title, currency),
  };
}

function nextText({ openBet, ifWon, ways }: Ladder, currency: string): string {
  const [low, high] = ways;
  const wins = `${winsText(low, high)} would reach it.`;
  if (openBet === null || ifWon === null) return sentence(wins);
  const won = `The open bet, ${selectionText(openBet)} at ${formatPrice(openBet.priceMatched)}, makes it ${money(ifWon, currency)} if it wins`;
  return low.pots.length === 0 ? `${won}: the target.` : `${won}; then ${wins}`;
}

/** `one win at 3.00 to 4.00`, or `5 wins in a row at 4.00, or 7 at 3.00,`: with the highest price of the range and with the lowest. */
function winsText(low: Way, high: Way): string {
  const many = ({ pots, reaches }: Way) => (reaches ? String(pots.length) : `more than ${pots.length}`);
  const [most, fewest] = [many(low), many(high)];
  if (most !== fewest)
    return `${fewest === '1' ? 'one win' : `${fewest} wins in a row`} at ${formatPrice(high.price)}, or ${most} at ${formatPrice(low.price)},`;
  const range =
    low.price === high.price ? formatPrice(low.price) : rangeText({ min: low.price, max: high.price });
  return `${most === '1' ? 'one win' : `${most} wins in a row`} at ${range}`;
}

const climbText = ({ opened, rungs }: Ladder): string =>
  `It opened with ${formatMoney(opened)}${rungs.map((rung) => `; leg ${rung.leg} ${outcomeText(rung)}, ${formatMoney(rung.pot)}`).join('')}.`;

function optionOf(ladder: Ladder, title: string, currency: string): Chart['option'] {
  const { opened, rungs, ifWon, ways, leg, target } = ladder;
  const now = rungs.length;
  const from = ifWon === null ? now : now + 1;
  const wayAfter = Math.max(...ways.map(({ pots }) => pots.length));
  const later = Array.from({ length: from - now + wayAfter }, (_, i) =>
    String(leg + i + (ifWon === null ? 1 : 0)),
  );
  return {
    ...card(title, `${currency}, log scale${wayAfter > 0 ? dotted(ways) : ''}`),
    grid: PLOT,
    xAxis: {
      ...AXIS,
      type: 'category',
      data: ['start', ...rungs.map((rung) => String(rung.leg)), ...later],
      axisLabel: { ...AXIS.axisLabel, interval: rungs.length + later.length <= LABELLED ? 0 : 'auto' },
      splitLine: { show: false },
    },
    yAxis: { ...AXIS, type: 'log', min: 10 ** Math.floor(Math.log10(inMajor(opened))) },
    series: [
      ...ways.map(({ price, pots }) => ({
        name: `Win upon win at ${formatPrice(price)}`,
        type: 'line' as const,
        data: [...gap(from), inMajor(ifWon ?? ladder.pot), ...pots.map(inMajor)],
        symbol: 'circle',
        symbolSize: 4,
        itemStyle: { color: COLOURS.quiet },
        lineStyle: { color: COLOURS.quiet, width: 1, type: 'dotted' as const },
      })),
      {
        name: 'Pot',
        type: 'line',
        data: potItems(opened, rungs),
        symbol: 'circle',
        symbolSize: 9,
        lineStyle: { color: COLOURS.won, width: 2.5 },
        itemStyle: { color: COLOURS.won },
        label: { ...LABEL, position: 'left' },
        markLine: targetLine(target),
      },
      ...(ifWon === null ? [] : [openStep(now, ladder.pot, ifWon, ifWon >= target)]),
    ],
  };
}

const dotted = (ways: Ladder['ways']): string =>
  `. Dotted: win upon win at ${ways.map(({ price }) => formatPrice(price)).join(' and at ')}`;

const gap = (length: number): null[] => Array.from({ length }, () => null);

const potItems = (opened: Pennies, rungs: readonly Rung[]) => {
  const roomy = rungs.length <= LABELLED;
  return [
    item(opened, { show: roomy, position: 'right' as const }),
    ...rungs.map(({ outcome, pot }, i) =>
      outcome === 'void'
        ? { ...item(pot, { position: 'bottom' as const, formatter: 'void' }), symbol: 'emptyCircle' }
        : item(pot, { show: roomy || i === rungs.length - 1 }),
    ),
  ];
};

const item = (pot: Pennies, label: object) => ({
  value: inMajor(pot),
  label: { formatter: formatMoney(pot), ...label },
});

/** Its label keeps off the target's line. */
const openStep = (now: number, pot: Pennies, won: Pennies, reaches: boolean) => ({
  name: 'If won',
  type: 'line' as const,
  data: [
    ...gap(now),
    { value: inMajor(pot), symbol: 'none' },
    {
      value: inMajor(won),
      label: {
        ...LABEL,
        ...(reaches ? { position: 'top' as const, align: 'right' as const } : { position: 'left' as const }),
        formatter: `if won ${formatMoney(won)}`,
        color: COLOURS.open,
      },
    },
  ],
  symbol: 'emptyDiamond',
  symbolSize: 11,
  itemStyle: { color: COLOURS.open },
  lineStyle: { color: COLOURS.open, width: 2, type: 'dashed' as const },
});
