import type { JSX } from 'preact';
import { Nothing, Panel } from './panel.tsx';
import { logLevel, logs } from './store.ts';
import { Time } from './words.tsx';

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;

/** The last lines of the program's log files, newest first. */
export function LogsPanel(): JSX.Element {
  const lines = logs.data.value?.lines;
  return (
    <Panel id="logs" title="Log lines" shows={[logs]} live={true} aside={<LevelChoice />}>
      {lines?.length === 0 && <Nothing>No such line.</Nothing>}
      <section class="scroll tall" aria-label="Log lines, newest first" tabIndex={0}>
        <ol class="log-lines">
          {lines?.map(({ at, level, text }, i) => (
            <li key={`${at} ${i}`} class={`level-${level}`}>
              <span class="quiet">
                <Time at={at} />
              </span>
              <span class="level">{level}</span>
              <span class="log-text">{text}</span>
            </li>
          ))}
        </ol>
      </section>
    </Panel>
  );
}

const LevelChoice = (): JSX.Element => (
  <label class="small-choice">
    <span class="unseen">Least level</span>
    <select
      value={logLevel.value}
      onChange={({ currentTarget }) => {
        logLevel.value = LEVELS.find((level) => level === currentTarget.value) ?? 'info';
      }}
    >
      {LEVELS.map((level) => (
        <option key={level} value={level}>
          {level}
        </option>
      ))}
    </select>
  </label>
);
