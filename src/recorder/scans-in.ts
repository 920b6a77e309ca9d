import { z } from 'zod';
import type { MarketSelection } from '../betting/analyse-markets.ts';
import { pennies } from '../core/money.ts';
import type { AccountFunds } from '../exchange/exchange.ts';
import { recordingBytes, wholeFile } from '../recordings/recording-file.ts';
import { splitLines } from '../recordings/split-lines.ts';

/** A look of the bot, as its recording has it. */
export interface RecordedScan {
  /** When it was written down, after its books, ms since 1970. */
  readonly pt: number;
  /** When it began, ms since 1970. */
  readonly asked: number;
  /** The moment that the guards judged by, ms since 1970. */
  readonly decided: number;
  /** Where and how it looked. */
  readonly selection: MarketSelection;
  /** Ids of the markets whose books it read, in their order. */
  readonly markets: readonly string[];
  readonly funds: AccountFunds;
  readonly delayed: boolean;
}

const amount = z.int().transform(pennies);

const selection = z.object({
  ...{ sportId: z.string(), marketType: z.string(), maxMarkets: z.int(), hoursAhead: z.number() },
  ...{ includeInPlay: z.boolean(), minTotalMatched: amount, liquidityFactor: z.number() },
  ...{ maxSpreadTicks: z.number().nullable(), maxOverround: z.number().nullable() },
  stakeRule: z.object({ minStake: amount, minPayout: amount.nullable() }),
});

const scanMessage = z.object({
  pt: z.int(),
  scan: z.object({
    asked: z.int(),
    decided: z.int(),
    selection,
    markets: z.array(z.string()),
    funds: z.object({ available: amount, exposure: amount, currency: z.string(), discountRate: z.number() }),
    delayed: z.boolean(),
  }),
});

const MARK = '"scan":';

/** The looks in a recording of the bot's own, in their order. Lines that are none are passed over; rejects with the disk's error. */
export async function scansIn(path: string): Promise<readonly RecordedScan[]> {
  const scans: RecordedScan[] = [];
  const lines = splitLines((bytes, start, end) => {
    const line = bytes.subarray(start, end);
    if (!line.includes(MARK)) return;
    const parsed = scanMessage.safeParse(parsedJson(line.toString('utf8')));
    if (parsed.success) scans.push({ pt: parsed.data.pt, ...parsed.data.scan });
  });
  for await (const chunk of recordingBytes(wholeFile(path))) lines.take(chunk);
  lines.end();
  return scans;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
