import type { JSX } from 'preact';
import { BooksPanel } from './books-panel.tsx';
import { ChartsPanel } from './charts-panel.tsx';
import { CommandBox } from './command-box.tsx';
import { ConfigPanel } from './config-panel.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { CyclesPanel } from './cycles-panel.tsx';
import { FiguresPanel } from './figures-panel.tsx';
import { ForecastPanel } from './forecast-panel.tsx';
import { HealthPanel } from './health-panel.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { LimitsPanel } from './limits-panel.tsx';
import { LogsPanel } from './logs-panel.tsx';
import { countText } from './money.ts';
import { NowPanel } from './now-panel.tsx';
import { OpenPanel } from './open-panel.tsx';
import { inThePast } from './past.ts';
import { PastBanner } from './past-banner.tsx';
import { ScansPanel } from './scans-panel.tsx';
import { present } from './store.ts';
import { TimelinePanel } from './timeline-panel.tsx';
import { LostBanner, TopBar } from './top-bar.tsx';

/** The whole page. */
export function App(): JSX.Element {
  const status = present.data.value;
  return (
    <>
      <a class="skip" href="#main">
        To the content
      </a>
      <TopBar />
      <LostBanner />
      <PastBanner />
      <main id="main" tabIndex={-1} class={inThePast.value ? 'past' : ''}>
        <h1 class="unseen">Rollover</h1>
        <NowPanel />
        <OpenPanel />
        <div class="stack">
          <LimitsPanel />
          <BooksPanel />
        </div>
        <FiguresPanel />
        <ScansPanel />
        <ChartsPanel />
        <CyclesPanel />
        <ForecastPanel />
        <HistoryPanel />
        <TimelinePanel />
        <HealthPanel />
        {status?.role === 'operator' && <ConfigPanel />}
        {status?.role === 'operator' && <LogsPanel />}
      </main>
      <footer class="dock">
        <CommandBox />
        {status && (
          <p class="dock-facts quiet">
            Rollover {status.version} · event {countText(status.lastSeq)} · head{' '}
            <code title={status.head}>{status.head.slice(0, 8)}</code>
          </p>
        )}
      </footer>
      <ConfirmDialog />
    </>
  );
}
