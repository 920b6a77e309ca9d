import type { JSX } from 'preact';
import { forecastWanted } from './store.ts';

/** What the forecast assumes; empty: what is in force, and no edge. */
export function ForecastChoice(): JSX.Element {
  const { odds, edge, budget, staking } = forecastWanted.value;
  return (
    <form class="forecast-choice" onSubmit={(event) => event.preventDefault()}>
      <label class="small-choice">
        <span>Odds</span>
        <input
          type="number"
          min="1.01"
          max="1000"
          step="any"
          placeholder="middle"
          value={odds}
          onChange={({ currentTarget }) => choose({ odds: currentTarget.value })}
        />
      </label>
      <label class="small-choice">
        <span>Edge</span>
        <input
          type="text"
          list="edges"
          placeholder="none"
          value={edge}
          onChange={({ currentTarget }) => choose({ edge: currentTarget.value.trim() })}
        />
        <datalist id="edges">
          <option value="2%" />
          <option value="-2%" />
          <option value="history">of your own bets</option>
        </datalist>
      </label>
      <label class="small-choice">
        <span>Budget</span>
        <input
          type="number"
          min="0.01"
          step="0.01"
          placeholder="none"
          value={budget}
          onChange={({ currentTarget }) => choose({ budget: currentTarget.value })}
        />
      </label>
      <label class="small-choice">
        <span>Stakes</span>
        <select value={staking} onChange={({ currentTarget }) => choose({ staking: currentTarget.value })}>
          <option value="">in force</option>
          <option value="roll_all">whole pot</option>
          <option value="to_target">to target</option>
        </select>
      </label>
    </form>
  );
}

function choose(chosen: Partial<typeof forecastWanted.value>): void {
  forecastWanted.value = { ...forecastWanted.value, ...chosen };
}
