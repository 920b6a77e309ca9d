import { z } from 'zod';
import { cyclesFrom } from '../../betting/views/statistics.ts';
import { at, defineEndpoint, limit, offset } from '../endpoint.ts';
import { cycles } from '../wire/cycles.ts';

export const cyclesEndpoint = defineEndpoint({
  path: '/api/cycles',
  summary: 'Every cycle, the current one first.',
  needs: 'viewer',
  query: z.strictObject({ limit: limit(50), offset, at }),
  reply: cycles,
  answer: async ({ stateAt }, { limit: most, offset: from, at: seq }) => {
    const { ledger } = await stateAt(seq);
    return { total: ledger.allTime.cycles, cycles: cyclesFrom(ledger, from, most) };
  },
});
