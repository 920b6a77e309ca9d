import type { App } from '../src/app.ts';
import { suggestCycles } from '../src/betting/suggestions/suggest-cycles.ts';
import { type BetRecord, betsOfCycle } from '../src/betting/views/history.ts';
import { betsTable } from '../src/betting/views/history-tables.ts';
import { type CycleNumber, findCycle } from '../src/betting/views/statistics.ts';
import { CYCLE_ENDINGS, durationText, money, signedMoney } from '../src/betting/views/wording.ts';
import { defineCommand, type Refused } from '../src/command.ts';
import { formatMoney, pennies } from '../src/core/money.ts';
import type { Cycle } from '../src/core/state.ts';
import { wholeNumber } from '../src/option-schemas.ts';
import type { CommandLink, Field, Reply, Tone } from '../src/reply.ts';

export default defineCommand({
  name: 'cycle',
  summary: 'One cycle leg by leg: how it went, what it cost and what it brought',
  examples: ['cycle', 'cycle 3', 'cycle 2 1'],
  options: {
    n: wholeNumber(1, 1_000_000_000).optional().describe('Which cycle; the current one when left out'),
    epoch: wholeNumber(1, 1_000_000)
      .optional()
      .describe('Resets begin the count anew: 1 for before the first; now when left out'),
  },
  suggest: { n: suggestCycles },
  needs: 'viewer',
  run: (app, { n, epoch }) => {
    const { ledger } = app.state();
    if (ledger.cycle === 0) return { title: 'No cycle yet', tone: 'neutral' };
    const wanted = { epoch: epoch ?? ledger.epoch, cycle: n ?? ledger.cycle };
    const found = findCycle(app.state(), wanted);
    return found === undefined ? none(app, wanted) : shown(app, found);
  },
});

function none(app: App, { epoch, cycle }: CycleNumber): Refused {
  const { ledger } = app.state();
  const where = epoch === ledger.epoch ? '' : ` in epoch ${epoch}`;
  const last = `cycle ${ledger.cycle}${ledger.epoch > 1 ? ` of epoch ${ledger.epoch}` : ''}`;
  return {
    refused: 'no_such_cycle',
    message: `There is no cycle ${cycle}${where}: the last one is ${last}.`,
  };
}

const TONES: Readonly<Record<keyof typeof CYCLE_ENDINGS, Tone>> = {
  lost: 'bad',
  target: 'good',
  reset: 'neutral',
};

function shown(app: App, cycle: Cycle): Reply {
  const { epoch, pot, current } = app.state().ledger;
  const legs = betsOfCycle(app.state(), cycle);
  const { end } = cycle;
  return {
    title: `Cycle ${cycle.cycle}${cycle.epoch < epoch ? ' (before reset)' : ''}: ${end === null ? `running, ${money(pot, app.currency)} in the pot` : CYCLE_ENDINGS[end.how]}`,
    tone: end === null ? 'open' : TONES[end.how],
    fields: fieldsOf(app, cycle, legs),
    ...(legs.length > 0 && { table: betsTable(legs, epoch) }),
    footer: `Results as later corrected. Money in ${app.currency}.`,
    links: neighbours(cycle, current),
  };
}

function fieldsOf(
  { currency, now }: App,
  { legs: count, wins, outlay, banked, highestPot, startedAt, end }: Cycle,
  legs: readonly BetRecord[],
): readonly Field[] {
  const ended = end === null ? now() : Date.parse(end.at);
  const [first, last] = [legs[0], legs.at(-1)];
  return [
    { name: 'Legs', value: `${count}, ${wins} won` },
    { name: 'Put in', value: money(outlay, currency) },
    { name: 'Taken out', value: money(banked, currency) },
    ...(end === null ? [] : [{ name: 'In all', value: signedMoney(pennies(banked - outlay), currency) }]),
    { name: 'Highest pot', value: formatMoney(highestPot) },
    { name: 'Began', value: [{ at: startedAt }] },
    ...(end === null ? [] : [{ name: 'Ended', value: [{ at: end.at }] }]),
    { name: end === null ? 'So far' : 'Took', value: durationText(ended - Date.parse(startedAt)) },
    ...(first && last ? [{ name: 'Events', value: `${first.seq} to ${lastSeqOf(last)}` }] : []),
  ];
}

const lastSeqOf = ({ seq, settled }: BetRecord): number => settled?.seq ?? seq;

function neighbours({ epoch, cycle }: Cycle, current: Cycle): readonly CommandLink[] {
  const to = (label: string, n: number) => ({ label, command: 'cycle', options: { n, epoch } });
  const isLast = epoch === current.epoch && cycle === current.cycle;
  return [
    ...(cycle > 1 ? [to('Before', cycle - 1)] : []),
    ...(isLast ? [] : [to('After', cycle + 1)]),
    { label: 'All cycles', command: 'cycles', options: {} },
  ];
}
