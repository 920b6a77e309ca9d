import type { Browser } from 'playwright-core';
import { withShownDemo } from '../test/dashboard/with-shown-demo.ts';
import { median } from './measure.ts';

/** What a browser with an empty cache takes to show the dashboard; medians. */
export interface FirstLoad {
  readonly bets: number;
  /** Bytes on the wire with headers, until the pot is shown, and until the charts are drawn as well. */
  readonly bytesToPot: number;
  readonly bytesToCharts: number;
  /** Milliseconds from the request of the page until the browser paints, until the pot, until the charts. */
  readonly paintMs: number;
  readonly potMs: number;
  readonly chartsMs: number;
}

/** Opens the page of a demo whose log has so many bets, each round in a fresh browser profile. */
export async function benchFirstLoad(bets: number, rounds: number): Promise<FirstLoad> {
  const log = { bets, until: '2026-03-01T20:00:00.000Z', paused: true };
  return withShownDemo(log, [], async (browser, address) => {
    const loads: Omit<FirstLoad, 'bets'>[] = [];
    for (let round = 0; round < rounds; round++) loads.push(await firstLoad(browser, address));
    const of = (name: keyof Omit<FirstLoad, 'bets'>) => Math.round(median(loads.map((load) => load[name])));
    return {
      bets,
      bytesToPot: of('bytesToPot'),
      bytesToCharts: of('bytesToCharts'),
      paintMs: of('paintMs'),
      potMs: of('potMs'),
      chartsMs: of('chartsMs'),
    };
  });
}

async function firstLoad(browser: Browser, address: string): Promise<Omit<FirstLoad, 'bets'>> {
  const context = await browser.newContext({ viewport: { width: 1600, height: 1000 } });
  const page = await context.newPage();
  const network = await context.newCDPSession(page);
  await network.send('Network.enable');
  let bytes = 0;
  network.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  const began = performance.now();
  await page.goto(address, { waitUntil: 'commit' });
  await page.locator('.pot-amount').waitFor();
  const pot = { potMs: performance.now() - began, bytesToPot: bytes };
  await page.locator('#now canvas').waitFor();
  const charts = { chartsMs: performance.now() - began, bytesToCharts: bytes };
  const paintMs = await page.evaluate<number>(
    "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN",
  );
  await context.close();
  return { ...pot, ...charts, paintMs };
}
