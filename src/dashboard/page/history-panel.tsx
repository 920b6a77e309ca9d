import type { JSX } from 'preact';
import { Amount, Signed } from './amounts.tsx';
import { BetFilters } from './bet-filters.tsx';
import { countText, priceText } from './money.ts';
import { Pager } from './pager.tsx';
import { Panel } from './panel.tsx';
import { ResultMark } from './results.tsx';
import { bets, betsWanted } from './store.ts';
import type { Bet, BetColumn } from './wire-types.ts';
import { Time } from './words.tsx';

const COLUMNS: readonly { readonly key: BetColumn; readonly name: string; readonly number: boolean }[] = [
  { key: 'time', name: 'Time', number: false },
  { key: 'event', name: 'Event', number: false },
  { key: 'selection', name: 'Selection', number: false },
  { key: 'stake', name: 'Stake', number: true },
  { key: 'price', name: 'Price', number: true },
  { key: 'result', name: 'Result', number: false },
  { key: 'profit', name: 'Profit or loss', number: true },
  { key: 'total', name: 'Total', number: true },
];

/** Every bet there ever was, a page at a time. */
export function HistoryPanel(): JSX.Element {
  const page = bets.data.value;
  const { offset, limit } = betsWanted.value;
  const count =
    page &&
    (page.matching === page.total
      ? countText(page.total)
      : `${countText(page.matching)} of ${countText(page.total)}`);
  return (
    <Panel id="history" title="Bets" shows={[bets]} aside={<span class="quiet">{count}</span>}>
      <BetFilters />
      <section class="scroll" aria-label="Table of bets" tabIndex={0}>
        <table class="bets">
          <caption class="unseen">Bets</caption>
          <thead>
            <tr>
              {COLUMNS.map((column) => (
                <SortCell key={column.key} column={column} />
              ))}
            </tr>
          </thead>
          <tbody>
            {page?.bets.map((bet) => (
              <BetRow key={bet.seq} bet={bet} />
            ))}
          </tbody>
        </table>
      </section>
      {page && (
        <Pager
          what="bets"
          offset={offset}
          limit={limit}
          total={page.matching}
          turn={(to) => {
            betsWanted.value = { ...betsWanted.value, offset: to };
          }}
        />
      )}
    </Panel>
  );
}

function SortCell({
  column: { key, name, number },
}: {
  readonly column: (typeof COLUMNS)[number];
}): JSX.Element {
  const { sort, direction } = betsWanted.value;
  const sorted = sort === key;
  return (
    <th
      scope="col"
      class={`column-${key} ${number ? 'right' : ''}`}
      aria-sort={sorted ? (direction === 'asc' ? 'ascending' : 'descending') : 'none'}
    >
      <button type="button" class="sort" onClick={() => sortBy(key)}>
        {name}
        <span class="sort-mark" aria-hidden="true">
          {sorted ? (direction === 'asc' ? '▲' : '▼') : ''}
        </span>
      </button>
    </th>
  );
}

/** The same column again turns it round; a new one begins with the largest or newest, names with A. */
function sortBy(column: BetColumn): void {
  const { sort, direction } = betsWanted.value;
  const named = column === 'event' || column === 'selection' || column === 'result';
  const first = named ? 'asc' : 'desc';
  const turned = direction === 'asc' ? 'desc' : 'asc';
  betsWanted.value = {
    ...betsWanted.value,
    offset: 0,
    sort: column,
    direction: sort === column ? turned : first,
  };
}

const BetRow = ({ bet }: { readonly bet: Bet }): JSX.Element => (
  <tr class={bet.result === 'open' ? 'open-row' : ''}>
    <td class="column-time">
      <Time at={bet.placedAt} />
      <small class="quiet">
        cycle {bet.cycle}, leg {bet.leg}
      </small>
    </td>
    <td class="column-event">
      {bet.event}
      <small class="narrow-only">
        {bet.selection} at {priceText(bet.price)}
      </small>
      {bet.competition && <small class="quiet wide-only">{bet.competition}</small>}
    </td>
    <td class="column-selection">{bet.selection}</td>
    <td class="column-stake right">
      <Amount amount={bet.stake} />
    </td>
    <td class="column-price right figure">{priceText(bet.price)}</td>
    <td class="column-result">
      <ResultMark result={bet.result} />
      {bet.targetReached && <small class="target">target reached</small>}
      {bet.corrected && <small class="quiet">corrected</small>}
      {bet.late && <small class="quiet">found late</small>}
    </td>
    <td class="column-profit right">
      <Signed amount={bet.net} />
      {bet.potAfter !== null && (
        <small class="quiet">
          pot <Amount amount={bet.potAfter} />
        </small>
      )}
    </td>
    <td class="column-total right">
      <Signed amount={bet.total} />
    </td>
  </tr>
);
