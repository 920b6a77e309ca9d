import { percentText } from '../../betting/views/bet-figures-table.ts';
import { counted, signedAmount } from '../../betting/views/wording.ts';
import type { Reply, Table } from '../../reply.ts';
import type { Material } from '../backtest.ts';
import { ranked, type Swept } from '../sweep.ts';
import type { Findings } from './findings.ts';
import { depthNote, leftOut, read } from './sections.ts';

const SHOWN = 20;

export interface SweepReport {
  readonly material: Material;
  readonly swept: readonly Swept[];
  /** The keys that were varied. */
  readonly keys: readonly string[];
  /** Combinations that no configuration may have, and why the first of them may not. */
  readonly refused: { readonly count: number; readonly why: string } | null;
  readonly tookMs: number;
}

/** The report of a sweep, part by part. */
export function sweepSections({ material, swept, keys, refused, tookMs }: SweepReport): readonly Reply[] {
  const best = ranked(swept);
  return [
    ...depthNote(material),
    warning(swept),
    ...(refused === null
      ? []
      : [
          {
            title: `${counted(refused.count, 'combination')} left out`,
            tone: 'warning',
            text: refused.why,
          } as const,
        ]),
    { title: title(best), tone: 'neutral', table: combinationsTable(best.slice(0, SHOWN), keys) },
    ...heatTable(swept, keys),
    read(material, tookMs),
    ...leftOut(material),
  ];
}

/** How likely is a good one among so many by chance alone: the first thing to know. */
function warning(swept: readonly Swept[]): Reply {
  const isSplit = swept[0]?.halves != null;
  const tried = counted(swept.length, 'combination');
  return {
    title:
      swept.length === 1 ? `${tried} tried` : `${tried} tried: the best of many looks good by chance alone`,
    tone: 'warning',
    text: isSplit
      ? 'They are ranked by the first half of the recordings; what they came to in the second, which had no say in the ranking, is the honest figure. Where the two differ much, the first was luck. Each half begins anew, so that the whole is not their sum: a pot that grew may find too little money to bet on for the rest of it.'
      : 'There is too little to hold a half back, so that nothing here contradicts luck. Give more recordings.',
  };
}

function title(best: readonly Swept[]): string {
  return best.length > SHOWN ? `The first ${SHOWN} of ${best.length} combinations` : 'All combinations';
}

const left = (name: string) => ({ name, align: 'left' as const });
const right = (name: string) => ({ name, align: 'right' as const });

function combinationsTable(swept: readonly Swept[], keys: readonly string[]): Table {
  const isSplit = swept[0]?.halves != null;
  return {
    columns: [
      ...keys.map(left),
      ...(isSplit ? [right('First half'), right('Bets'), right('Second half'), right('Bets')] : []),
      ...[
        right('Whole'),
        right('Bets'),
        right('Won'),
        right('By the prices'),
        right('Deepest fall'),
        right('Furthest leg'),
      ],
    ],
    rows: swept.map(({ values, whole, halves }) => [
      ...keys.map((key) => String(values[key])),
      ...(halves === null ? [] : [...inShort(halves.first), ...inShort(halves.second)]),
      ...[
        ...inShort(whole),
        percentText(whole.figures.winRate),
        percentText(whole.calibration?.implied ?? null),
      ],
      ...[signedAmount(whole.drawdown).replace('+', ''), String(whole.figures.furthestLeg)],
    ]),
  };
}

const inShort = ({ net, figures }: Findings): readonly string[] => [signedAmount(net), String(figures.bets)];

/** Two keys make a map: one down, one across, the net in the field. */
function heatTable(swept: readonly Swept[], keys: readonly string[]): readonly Reply[] {
  const [down, across] = keys;
  if (down === undefined || across === undefined || keys.length > 2) return [];
  const valuesOf = (key: string) => [...new Set(swept.map(({ values }) => String(values[key])))];
  const byPlace = new Map(swept.map((each) => [`${each.values[down]}/${each.values[across]}`, each]));
  const columns = valuesOf(across);
  const rows = valuesOf(down).map((value) => [
    value,
    ...columns.map((column) => {
      const found = byPlace.get(`${value}/${column}`);
      return found === undefined ? '' : signedAmount(found.whole.net);
    }),
  ]);
  return [
    {
      title: `Net by ${down} (down) and ${across} (across)`,
      tone: 'neutral',
      table: { columns: [left(''), ...columns.map(right)], rows },
    },
  ];
}
