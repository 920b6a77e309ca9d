import type { App } from '../src/app.ts';
import {
  candidatesText,
  funnelTable,
  nearestMissField,
  skippedField,
} from '../src/betting/views/scan-fields.ts';
import { plainName, sentence } from '../src/betting/views/wording.ts';
import { defineCommand } from '../src/command.ts';
import { formatMoney } from '../src/core/money.ts';
import { formatPrice } from '../src/core/odds.ts';
import { ExchangeError } from '../src/exchange/exchange-error.ts';
import type { Candidate, Scan } from '../src/markets/scan.ts';
import type { Field, Reply } from '../src/reply.ts';

const SHOWN = 3;

export default defineCommand({
  name: 'markets',
  summary: 'A fresh look at the markets: what would be bet on, and what was left out and why',
  examples: ['markets'],
  options: {},
  needs: 'viewer',
  run: async (app) => {
    try {
      return replyOf(app, await app.scan());
    } catch (error) {
      if (!(error instanceof ExchangeError)) throw error;
      return unreachable(app, error);
    }
  },
});

function replyOf({ currency }: App, scan: Scan): Reply {
  const { candidates } = scan;
  return {
    title: candidatesText(scan),
    tone: candidates.length > 0 ? 'good' : 'neutral',
    text: sentence(scan.reason),
    fields: [
      ...candidates.slice(0, SHOWN).map((found, i) => candidateField(found, i + 1)),
      ...nearestMissField(scan),
      ...skippedField(scan),
    ],
    table: funnelTable(scan),
    footer: ['Looked ', { at: scan.at }, `. Nothing was bet. Money in ${currency}.`],
    links: [{ label: 'Look again', command: 'markets', options: {} }],
  };
}

function candidateField(candidate: Candidate, rank: number): Field {
  const { selection, event, price, size, startTime, inPlay, delayed } = candidate;
  const notes = `${inPlay ? ', in play' : ''}${delayed ? ', delayed prices' : ''}`;
  return {
    name: `${rank}. ${plainName(selection)}`,
    value: [
      `${plainName(event)}: ${formatPrice(price)}, ${formatMoney(size)} offered${notes}, starts `,
      { at: startTime },
    ],
  };
}

function unreachable({ lastScan }: App, error: ExchangeError): Reply {
  const last = lastScan();
  return {
    title: 'The exchange cannot be read now',
    tone: 'warning',
    text: `${sentence(error.message)} It is tried again by itself.`,
    ...(last && { fields: [{ name: 'Last look', value: [{ at: last.at }, `: ${sentence(last.reason)}`] }] }),
  };
}
