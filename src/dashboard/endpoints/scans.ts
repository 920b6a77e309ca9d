import { z } from 'zod';
import type { Scan } from '../../markets/scan.ts';
import { defineEndpoint } from '../endpoint.ts';
import { scans } from '../wire/scans.ts';

export const scansEndpoint = defineEndpoint({
  path: '/api/scans',
  summary: 'The last looks at the markets since the start, the newest first.',
  needs: 'viewer',
  query: z.strictObject({}),
  reply: scans,
  answer: ({ reader }) => ({ scans: reader.scans().map(scanJson) }),
});

function scanJson({ at, markets, reason, steps, candidates, nearestMiss }: Scan) {
  const [best] = candidates;
  return { at, markets, reason, steps, picked: best === undefined ? null : pickedJson(best), nearestMiss };
}

const pickedJson = ({
  marketId,
  selectionId,
  event,
  competition,
  selection,
  startTime,
  price,
}: Scan['candidates'][number]) => ({
  ...{ marketId, selectionId, event, competition, selection, startTime, price },
});
