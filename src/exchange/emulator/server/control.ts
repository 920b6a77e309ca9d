import { z } from 'zod';
import type { Emulator } from '../emulator.ts';
import { type AccountHolder, LOGIN_STATUSES } from './account-holder.ts';
import { BET, changeBet } from './change-bet.ts';
import { changeMarket, MARKET } from './change-market.ts';
import { CONTROL_PATHS } from './control-paths.ts';
import { type ControlReply, missing, ok, read, wrong } from './control-reply.ts';
import { ANY, FAULT_KINDS, type FaultRegister, kindsFor } from './fault-register.ts';
import { OPERATIONS } from './operations.ts';

export interface ControlParts {
  readonly emulator: Emulator;
  readonly faults: FaultRegister;
  readonly holder: AccountHolder;
  /** Milliseconds by which `slow` holds an answer back unless told. */
  readonly slow: number;
}

/** Does what an operator of the exchange asks; what is wrong with a request is told in `{ error }`. */
export async function control(
  method: string,
  path: string,
  text: string,
  parts: ControlParts,
): Promise<ControlReply> {
  const { emulator } = parts;
  const body = text.trim() === '' ? {} : parseJson(text);
  if (body === undefined) return wrong('The body is not JSON.');
  switch (`${method} ${path}`) {
    case 'GET /books':
      return ok(emulator.books());
    case 'GET /faults':
      return ok({ faults: parts.faults.standing() });
    case 'POST /faults':
      return read(faultRequest, body, (asked) => setFault(asked, parts));
    case 'POST /login':
      return read(loginRequest, body, ({ loginStatus }) => {
        parts.holder.setStatus(loginStatus);
        return ok({ loginStatus });
      });
    case 'POST /settlement':
      return read(settlementRequest, body, (asked) => paceSettlement(asked, emulator));
  }
  const [, marketId, change = ''] = (method === 'POST' && MARKET.exec(path)) || [];
  if (marketId !== undefined) return changeMarket(marketId, change, body, emulator);
  const [, betId, verb = ''] = (method === 'POST' && BET.exec(path)) || [];
  if (betId !== undefined) return changeBet(betId, verb, body, emulator);
  return missing(`There is no ${method} ${path} here, but ${CONTROL_PATHS.join(', ')}.`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const faultRequest = z.strictObject({
  kind: z.enum(FAULT_KINDS),
  operation: z.enum([...OPERATIONS.betting, ...OPERATIONS.account, ...OPERATIONS.identity, ANY]),
  times: z.int().min(0).max(1_000_000),
  ms: z.int().min(0).max(3_600_000).optional(),
  taken: z.boolean().optional(),
});

function setFault(asked: z.output<typeof faultRequest>, { faults, slow }: ControlParts): ControlReply {
  const { kind, operation, times, ms = slow, taken = true } = asked;
  const kinds = operation === ANY ? FAULT_KINDS : kindsFor(operation);
  if (!kinds.includes(kind)) return wrong(`${kind} cannot befall ${operation}, but ${kinds.join(', ')} can.`);
  faults.set({ kind, operation, times, ms, taken });
  return ok({ faults: faults.standing() });
}

const loginRequest = z.strictObject({ loginStatus: z.enum(LOGIN_STATUSES) });

const lag = z
  .int()
  .min(0)
  .max(7 * 86_400_000)
  .optional();
const settlementRequest = z.strictObject({
  lagMs: lag,
  rollUpLagMs: lag,
  voidLagMs: lag,
  gap: z.boolean().optional(),
});

function paceSettlement(asked: z.output<typeof settlementRequest>, emulator: Emulator): ControlReply {
  const { lagMs, rollUpLagMs, voidLagMs, gap } = asked;
  const pace = emulator.paceSettlement({
    ...(lagMs !== undefined && { settlementLag: lagMs }),
    ...(rollUpLagMs !== undefined && { rollUpLag: rollUpLagMs }),
    ...(voidLagMs !== undefined && { voidLag: voidLagMs }),
    ...(gap !== undefined && { gap }),
  });
  return ok({
    lagMs: pace.settlementLag,
    rollUpLagMs: pace.rollUpLag,
    voidLagMs: pace.voidLag,
    gap: pace.gap,
  });
}
