import type { App } from '../src/app.ts';
import { bettingText, pauseLinks } from '../src/betting/views/pause.ts';
import { funnelTable, nearestMissField, skippedField } from '../src/betting/views/scan-fields.ts';
import { sentence } from '../src/betting/views/wording.ts';
import { defineCommand } from '../src/command.ts';
import type { Field } from '../src/reply.ts';

export default defineCommand({
  name: 'why',
  summary: 'Why this bet, or why none: the last look at the markets, filter by filter, and the nearest miss',
  examples: ['why'],
  options: {},
  needs: 'viewer',
  run: (app) => {
    const betting = app.betting();
    const scan = app.lastScan();
    const links = [
      ...(betting.pause ? pauseLinks(betting.pause) : []),
      { label: 'Look now', command: 'markets', options: {} },
    ];
    const common = {
      title: titleOf(app),
      tone: betting.on ? ('neutral' as const) : ('warning' as const),
      text: bettingText(betting),
      links,
    };
    if (scan === null)
      return { ...common, fields: openBetFields(app), footer: 'No market was looked at since the start.' };
    return {
      ...common,
      fields: [
        ...openBetFields(app),
        { name: 'The last look', value: sentence(scan.reason) },
        ...nearestMissField(scan),
        ...skippedField(scan),
      ],
      table: funnelTable(scan),
      footer: ['Looked ', { at: scan.at }, scan.delayed ? ', at delayed prices.' : '.'],
    };
  },
});

function titleOf({ state }: App): string {
  const { openBets, request } = state();
  if (openBets.length > 0) return 'Why the open bet, and why no other';
  return request === null ? 'Why no bet is open' : 'Why a bet is being placed';
}

const openBetFields = ({ state }: App): readonly Field[] =>
  state().openBets.map(({ reason }) => ({ name: 'Why the open bet', value: sentence(reason) }));
