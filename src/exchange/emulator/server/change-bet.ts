import { z } from 'zod';
import type { Emulator } from '../emulator.ts';
import { minor } from '../wire.ts';
import { attempt, type ControlReply, missing, read } from './control-reply.ts';

/** Major units, to the penny. */
const amount = z.number().min(-1e9).max(1e9).multipleOf(0.01).transform(minor);

const voidRequest = z.strictObject({ size: amount.optional() });
const profitRequest = z.strictObject({ profit: amount });

export const BET = /^\/bets\/([\w-]+)\/(void|profit)$/;

export function changeBet(betId: string, verb: string, body: unknown, emulator: Emulator): ControlReply {
  if (!emulator.books().orders.some((order) => order.betId === betId))
    return missing(`No bet ${betId} was ever taken: GET /books tells which were.`);
  const done = { betId, done: verb };
  if (verb === 'void')
    return read(voidRequest, body, ({ size }) => attempt(done, () => emulator.voidBet(betId, size)));
  return read(profitRequest, body, ({ profit }) => attempt(done, () => emulator.misstate(betId, profit)));
}
