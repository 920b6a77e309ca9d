import type { JSX } from 'preact';
import { Panel } from './panel.tsx';
import { config } from './store.ts';

/** What the program runs with, and where each setting came from; secrets never come this far. */
export const ConfigPanel = (): JSX.Element => (
  <Panel id="config" title="Settings in force" shows={[config]} live={true}>
    <section class="scroll tall" aria-label="Table of settings" tabIndex={0}>
      <table class="config">
        <caption class="unseen">Settings with their origin</caption>
        <thead>
          <tr>
            <th scope="col">Setting</th>
            <th scope="col">Value</th>
            <th scope="col">From</th>
          </tr>
        </thead>
        <tbody>
          {config.data.value?.settings.map(({ key, value, origin }) => (
            <tr key={key}>
              <th scope="row">{key}</th>
              <td>{value}</td>
              <td class="quiet">{origin}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  </Panel>
);
