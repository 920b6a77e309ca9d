import type { Config } from '../../config/config.ts';
import { type Clock, systemClock } from '../clock.ts';
import type { State } from '../core/state.ts';
import { createBetfairExchange } from '../exchange/betfair/betfair-exchange.ts';
import { readCertificates } from '../exchange/betfair/certificates.ts';
import { type BetfairConnection, connectBetfair, connectOver } from '../exchange/betfair/connect-betfair.ts';
import { createPost } from '../exchange/betfair/post.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { createPaperExchange } from '../exchange/paper/paper-exchange.ts';
import type { Logger } from '../logging/logger.ts';
import { type OpenExchange, playBalance, STRATEGY_REF } from './open-exchange.ts';

export interface BetfairParts {
  readonly config: Pick<Config, 'mode' | 'betting'>;
  readonly access: NonNullable<Config['betfair']>;
  /** Of the log, as it is at each moment. */
  readonly state: () => State;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onSessionToken: (token: string) => void;
  /** False once another process may have taken over: no order may leave then. */
  readonly mayAct: (forMs: number) => boolean;
}

/**
 * Betfair itself; nothing is sent yet. Only in live are orders sent there, in dry run they are paper.
 * Throws CertificateRefused where the certificate cannot be used.
 */
export function openBetfair(parts: BetfairParts): OpenExchange {
  const { call, keepAlive, sessionAt, certificateEnds, cut, logout } = connectBetfair(parts);
  const real = createBetfairExchange({ call, strategyRef: STRATEGY_REF });
  const live = parts.config.mode === 'live';
  return {
    exchange: live ? real : onPaper(real, parts),
    demo: null,
    notes: [
      `Betfair at ${parts.access.apiUrl}: ${live ? 'REAL MONEY, once the owner arms it' : 'real prices and results, paper bets'}.`,
    ],
    warnings: [],
    keepAlive,
    sessionAt,
    certificateEnds,
    cut,
    close: logout,
  };
}

function onPaper(exchange: Exchange, { config, state, clock }: BetfairParts): Exchange {
  return createPaperExchange({
    exchange,
    clock,
    stakeRule: config.betting.stakeRule,
    balance: () => playBalance(state()),
    orders: () => state().openBets.map(({ stake, ...bet }) => ({ ...bet, size: stake })),
  });
}

/** Betfair for a look alone: nothing but reads can leave. Throws CertificateRefused. */
export function openForALook(
  access: NonNullable<Config['betfair']>,
  onDate: (date: string, host: string) => void,
  clock: Clock = systemClock,
): Pick<BetfairConnection, 'login' | 'logout'> & { readonly exchange: Exchange } {
  const certificates = readCertificates(access, clock.now());
  const silent = () => undefined;
  const connection = connectOver(createPost({ certificates, clock, onDate }), {
    ...{ access, clock, onSessionToken: silent, mayAct: () => false },
    logger: { debug: silent, info: silent, warn: silent, error: silent },
  });
  const { call, login, logout } = connection;
  return { login, logout, exchange: createBetfairExchange({ call, strategyRef: STRATEGY_REF }) };
}
