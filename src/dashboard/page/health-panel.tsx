import type { JSX } from 'preact';
import { Icon, type IconName } from './icons.tsx';
import { Panel } from './panel.tsx';
import { health } from './store.ts';
import type { Health } from './wire-types.ts';
import { Words } from './words.tsx';

type State = Health['components'][number]['state'];

const STATES: Readonly<Record<State, readonly [IconName, string]>> = {
  ok: ['won', 'well'],
  degraded: ['alarm', 'waiting'],
  failed: ['lost', 'failed'],
  off: ['less', 'off'],
};

/** How each part of the program is. */
export const HealthPanel = (): JSX.Element => (
  <Panel id="health" title="Health" shows={[health]} live={true}>
    <ul class="health">
      {health.data.value?.components.map(({ component, state, why }) => (
        <li key={component} class={`health-${state}`}>
          <span class="health-mark">
            <Icon name={STATES[state][0]} />
          </span>
          <strong>{component}</strong>
          <span class="health-state">{STATES[state][1]}</span>
          <span class="health-why quiet">
            <Words text={why} />
          </span>
        </li>
      ))}
    </ul>
  </Panel>
);
