import type { Clock } from '../../src/clock.ts';
import { pennies } from '../../src/core/money.ts';
import { createEmulator, type Emulator } from '../../src/exchange/emulator/emulator.ts';
import type { MarketSource } from '../../src/exchange/emulator/market-source.ts';
import { createAccountHolder } from '../../src/exchange/emulator/server/account-holder.ts';
import type { Answer } from '../../src/exchange/emulator/server/answer.ts';
import { createApiCalls } from '../../src/exchange/emulator/server/api-calls.ts';
import {
  createFaultRegister,
  type FaultRegister,
} from '../../src/exchange/emulator/server/fault-register.ts';
import { answerIdentity } from '../../src/exchange/emulator/server/identity.ts';
import { answerJsonRpc } from '../../src/exchange/emulator/server/json-rpc.ts';
import { OPERATIONS } from '../../src/exchange/emulator/server/operations.ts';
import { createSessions } from '../../src/exchange/emulator/server/sessions.ts';

/** In pennies: no stake of a simulated cycle comes near it. */
export const BALANCE = 1_000_000_000;

export const LOGIN = { username: 'punter', password: 'secret', appKey: 'key' } as const;

const SESSION_LIFE = 12 * 3_600_000;

/** A request as it arrives. */
interface Arrived {
  /** Such as `/exchange/betting/json-rpc/v1`. */
  readonly path: string;
  readonly body: string;
  readonly token: string | undefined;
  /** Aborted when the caller has gone. */
  readonly gone: AbortSignal;
}

export interface SimulatedExchange {
  readonly emulator: Emulator;
  /** Its markets as they would be without anybody's control. */
  readonly source: MarketSource;
  readonly faults: FaultRegister;
  /** For so many calls, lists of orders are told as they were when the same was asked before. */
  repeat(calls: number): void;
  answer(request: Arrived): Promise<Answer>;
}

export interface ExchangeParts {
  readonly source: MarketSource;
  readonly clock: Clock;
  /** Milliseconds until an order of unclear outcome is on the lists. */
  readonly appearsAfter: number;
  /** Sees each answer of the exchange itself, before anything befalls it. */
  readonly onAnswer: (operation: string, params: unknown, answer: unknown) => void;
  /** A list of orders is told as it was. */
  readonly onStale: () => void;
}

/** The emulated exchange with all that stands before it but HTTP: sessions, logins, limits, faults. */
export function simulatedExchange({
  source,
  clock,
  appearsAfter,
  onAnswer,
  onStale,
}: ExchangeParts): SimulatedExchange {
  const account = { currency: 'GBP', balance: pennies(BALANCE) };
  const bare = createEmulator({ source, clock, account });
  const told = staleAnswers(clock, onStale);
  const emulator: Emulator = {
    ...bare,
    call: async (operation, params) => {
      const answer = await bare.call(operation, params);
      onAnswer(operation, params, answer);
      return told.through(operation, params, answer);
    },
  };
  const sessions = createSessions(clock, SESSION_LIFE);
  const faults = createFaultRegister();
  const holder = createAccountHolder(LOGIN);
  const { appKey } = LOGIN;
  const answerCall = createApiCalls({ emulator, clock, sessions, faults, appKey, appearsAfter });
  return {
    emulator,
    source,
    faults,
    repeat: told.repeat,
    async answer({ path, body, token, gone }) {
      const caller = { appKey, token, gone };
      const last = path.split('/').at(-1);
      const operation = OPERATIONS.identity.find((name) => name === last);
      if (operation === undefined)
        return answerJsonRpc(path.includes('/account/') ? 'account' : 'betting', body, caller, answerCall);
      const form = new URLSearchParams(body);
      return answerIdentity(
        { ...caller, operation, form, isCertified: true },
        { clock, sessions, holder, faults },
      );
    },
  };
}

const LISTS = ['listCurrentOrders', 'listClearedOrders'];
/** Such a server is behind by no more; an hour in ms. */
const BEHIND = 3_600_000;

/** What a server behind the others may tell: what it told last of the same question. */
function staleAnswers(clock: Clock, onStale: () => void) {
  const last = new Map<string, { readonly answer: unknown; readonly at: number }>();
  let left = 0;
  return {
    repeat: (calls: number): void => {
      left = calls;
    },
    through(operation: string, params: unknown, fresh: unknown): unknown {
      if (!LISTS.includes(operation)) return fresh;
      const question = `${operation} ${JSON.stringify(params)}`;
      for (const [each, { at }] of last) if (at < clock.now() - BEHIND) last.delete(each);
      const stale = last.get(question);
      if (left > 0) left -= 1;
      if (left > 0 && stale !== undefined) {
        onStale();
        return stale.answer;
      }
      last.delete(question);
      last.set(question, { answer: fresh, at: clock.now() });
      return fresh;
    },
  };
}
