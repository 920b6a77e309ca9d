import type { JSX } from 'preact';
import { createDraft } from './draft.ts';
import { countText } from './money.ts';
import { RESULT_WORDS } from './results.tsx';
import { ALL_BETS, type BetsWanted, bets, betsWanted, shown } from './store.ts';
import type { Result } from './wire-types.ts';

const PAGE_SIZES = [25, 50, 100];

/** A change of what is wanted begins at the first page. */
const want = (change: Partial<BetsWanted>): void => {
  betsWanted.value = { ...betsWanted.value, offset: 0, ...change };
};

const TYPING_MS = 200;
const typedSearch = createDraft<string>(TYPING_MS, (search) => want({ search }));
const typedCycle = createDraft<string>(TYPING_MS, (cycle) => want({ cycle }));

function wantAll(): void {
  typedSearch.drop();
  typedCycle.drop();
  want(ALL_BETS);
}

/** What of the bets the table shows. */
export function BetFilters(): JSX.Element {
  const { search, result, epoch, cycle, limit } = betsWanted.value;
  const epochs = Array.from({ length: shown.value?.epochNumber ?? 1 }, (_, i) => String(i + 1));
  const filtered = search !== '' || result !== '' || epoch !== '' || cycle !== '';
  return (
    <form class="filters" onSubmit={(event) => event.preventDefault()} onReset={wantAll}>
      <label class="filter-search">
        <span>Search</span>
        <input
          type="search"
          value={typedSearch.value.value ?? search}
          placeholder="event, selection, competition"
          onInput={({ currentTarget }) => typedSearch.put(currentTarget.value)}
        />
      </label>
      <label>
        <span>Result</span>
        <select
          value={result}
          onChange={({ currentTarget }) => want({ result: currentTarget.value as Result | '' })}
        >
          <option value="">any</option>
          {Object.entries(RESULT_WORDS).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>Epoch</span>
        <select value={epoch} onChange={({ currentTarget }) => want({ epoch: currentTarget.value })}>
          <option value="">any</option>
          {epochs.map((value) => (
            <option key={value} value={value}>
              {value}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>Cycle</span>
        <input
          type="number"
          min={1}
          value={typedCycle.value.value ?? cycle}
          placeholder="any"
          onInput={({ currentTarget }) => typedCycle.put(currentTarget.value)}
        />
      </label>
      <label>
        <span>Rows</span>
        <select
          value={String(limit)}
          onChange={({ currentTarget }) => want({ limit: Number(currentTarget.value) })}
        >
          {PAGE_SIZES.map((size) => (
            <option key={size} value={String(size)}>
              {size}
            </option>
          ))}
        </select>
      </label>
      {filtered && (
        <button type="reset" class="plain">
          Show all{bets.data.value && ` ${countText(bets.data.value.total)}`}
        </button>
      )}
    </form>
  );
}
