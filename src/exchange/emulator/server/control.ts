import { z } from 'zod';
import type { Emulator } from '../emulator.ts';
import { type AccountHolder, LOGIN_STATUSES } from './account-holder.ts';
import { ANY, FAULT_KINDS, type FaultRegister, kindsFor } from './fault-register.ts';
import { OPERATIONS } from './operations.ts';

export interface ControlParts {
  readonly emulator: Emulator;
  readonly faults: FaultRegister;
  readonly holder: AccountHolder;
  /** Milliseconds by which `slow` holds an answer back unless told. */
  readonly slow: number;
}

export interface ControlReply {
  readonly status: 200 | 400 | 404;
  readonly body: object;
}

const PATHS = [
  'GET /books',
  'GET /faults',
  'POST /faults {kind, operation, times, ms?, taken?}',
  'POST /login {loginStatus}',
  'POST /markets/ID/suspend',
  'POST /markets/ID/void',
  'POST /markets/ID/close {winners}',
  'POST /markets/ID/correct {winners}',
] as const;

const ok = (body: object): ControlReply => ({ status: 200, body });
const wrong = (error: string): ControlReply => ({ status: 400, body: { error } });
const missing = (error: string): ControlReply => ({ status: 404, body: { error } });

/** Does what an operator of the exchange asks; what is wrong with a request is told in `{ error }`. */
export async function control(
  method: string,
  path: string,
  text: string,
  parts: ControlParts,
): Promise<ControlReply> {
  const body = text.trim() === '' ? {} : parseJson(text);
  if (body === undefined) return wrong('The body is not JSON.');
  switch (`${method} ${path}`) {
    case 'GET /books':
      return ok(parts.emulator.books());
    case 'GET /faults':
      return ok({ faults: parts.faults.standing() });
    case 'POST /faults':
      return read(faultRequest, body, (asked) => setFault(asked, parts));
    case 'POST /login':
      return read(loginRequest, body, ({ loginStatus }) => {
        parts.holder.setStatus(loginStatus);
        return ok({ loginStatus });
      });
  }
  const [, marketId, verb] = (method === 'POST' && MARKET.exec(path)) || [];
  if (marketId === undefined) return missing(`There is no ${method} ${path} here, but ${PATHS.join(', ')}.`);
  return changeMarket(marketId, verb ?? '', body, parts);
}

const MARKET = /^\/markets\/([\w.-]+)\/(suspend|void|close|correct)$/;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function read<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
  act: (asked: z.output<Schema>) => ControlReply,
): ControlReply {
  const asked = schema.safeParse(body);
  if (asked.success) return act(asked.data);
  const issues = asked.error.issues.map(({ path, message }) => `${path.join('.') || 'the body'}: ${message}`);
  return wrong(`${issues.join('; ')}.`);
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

const winnersRequest = z.strictObject({ winners: z.array(z.int()).min(1) });

async function changeMarket(
  marketId: string,
  verb: string,
  body: unknown,
  { emulator }: ControlParts,
): Promise<ControlReply> {
  const found = await emulator.call('listMarketBook', { marketIds: [marketId] });
  if (Array.isArray(found) && found.length === 0) {
    return missing(`No market ${marketId} is on show: listMarketCatalogue tells which are.`);
  }
  const change = (act: () => void): ControlReply => {
    try {
      act();
      return ok({ marketId, done: verb });
    } catch (error) {
      if (error instanceof RangeError) return wrong(`${error.message}.`);
      throw error;
    }
  };
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
