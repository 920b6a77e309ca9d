import type { JSX } from 'preact';
import { forecastWanted } from './store.ts';

/** What the forecast assumes; empty: what is in force, and no edge. */
export function ForecastChoice(): JSX.Element {
  const { odds, edge, staking } = forecastWanted.value;
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
        <select value={edge} onChange={({ currentTarget }) => choose({ edge: currentTarget.value })}>
          <option value="">none</option>
          <option value="2%">2 %</option>
          <option value="-2%">-2 %</option>
          <option value="history">own bets</option>
        </select>
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
