/** Takes docs/dashboard/*.png of the built demo's page, a wide one in both themes and a phone's; run by tsx. */
import { pennies } from '../src/core/money.ts';
import { withShownDemo } from '../test/dashboard/with-shown-demo.ts';

const WIDE = { width: 1600, height: 1000 };
const SHOTS = [
  { name: 'dark', colorScheme: 'dark', viewport: WIDE },
  { name: 'light', colorScheme: 'light', viewport: WIDE },
  { name: 'phone', colorScheme: 'dark', viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 },
];

const until = new Date(Date.now() - 60_000).toISOString();
const log = { bets: 640, until, settings: { target: pennies(5_000) } };
await withShownDemo(log, ['--speed', '30'], async (browser, address) => {
  for (const { name, ...options } of SHOTS) {
    const page = await browser.newPage({ ...options, reducedMotion: 'reduce' });
    await page.goto(address);
    await page.locator('#now canvas').waitFor();
    await page.locator('.runners .ours').waitFor();
    await page.screenshot({ path: `docs/dashboard/${name}.png` });
    await page.close();
  }
});
