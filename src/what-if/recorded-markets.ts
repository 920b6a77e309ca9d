import { RecordedMarket } from '../backtest/recorded-market.ts';
import { followRecording } from '../recordings/follow-recording.ts';
import { wholeFile } from '../recordings/recording-file.ts';

/** Every message of a recording of the bot's own is what a look saw. */
const EVERY_MESSAGE = { stepMs: 1, hoursAhead: 100_000, inPlay: true };

/** Goes on with the markets, by id, with those of the bot's next recording. Rejects with the disk's error. */
export async function takeUp(markets: Map<string, RecordedMarket>, file: string): Promise<void> {
  for (const timeline of (await followRecording(wholeFile(file), EVERY_MESSAGE)).timelines) {
    const known = markets.get(timeline.marketId);
    if (!known?.goOnWith(timeline)) markets.set(timeline.marketId, new RecordedMarket(timeline));
  }
}

/** The markets in the bot's own recordings, by id, each to be moved forward. The oldest file first. */
export async function recordedMarkets(
  files: readonly string[],
): Promise<ReadonlyMap<string, RecordedMarket>> {
  const markets = new Map<string, RecordedMarket>();
  for (const file of files) await takeUp(markets, file);
  return markets;
}
