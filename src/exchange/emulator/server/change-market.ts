import { z } from 'zod';
import type { Emulator } from '../emulator.ts';
import { attempt, type ControlReply, missing, read } from './control-reply.ts';

const winnersRequest = z.strictObject({ winners: z.array(z.int()).min(1) });

export const MARKET = /^\/markets\/([\w.-]+)\/(suspend|void|close|correct)$/;

export async function changeMarket(
  marketId: string,
  verb: string,
  body: unknown,
  emulator: Emulator,
): Promise<ControlReply> {
  const found = await emulator.call('listMarketBook', { marketIds: [marketId] });
  if (Array.isArray(found) && found.length === 0) {
    return missing(`No market ${marketId} is on show: listMarketCatalogue tells which are.`);
  }
  const change = (act: () => void): ControlReply => attempt({ marketId, done: verb }, act);
  switch (verb) {
    case 'suspend':
      return change(() => emulator.suspend(marketId));
    case 'void':
      return change(() => emulator.void(marketId));
    case 'close':
      return read(winnersRequest, body, ({ winners }) => change(() => emulator.close(marketId, winners)));
    default:
      return read(winnersRequest, body, ({ winners }) => change(() => emulator.correct(marketId, winners)));
  }
}
