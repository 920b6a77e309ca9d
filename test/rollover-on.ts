import { v7 as uuid } from 'uuid';
import { createStateHistory } from '../src/core/state-history.ts';
import { createRollover, type Rollover, type RolloverParts } from '../src/rollover.ts';
import type { Bench } from './betting/loop-bench.ts';
import { CONDITIONS, SETTINGS } from './core/given.ts';

/** The coordinator over a bench, in demo and without commands unless told. */
export const rolloverOn = (
  { handler, bettor, exchange, log, clock }: Bench,
  more: Partial<RolloverParts> = {},
): Rollover =>
  createRollover({
    version: '2',
    mode: 'demo',
    currency: 'GBP',
    timeZone: 'UTC',
    stakeRule: CONDITIONS.stakeRule,
    settings: SETTINGS,
    handler,
    bettor,
    exchange,
    log,
    commands: [],
    audit: () => {},
    clock,
    newId: uuid,
    requestStop: () => {},
    configuration: () => ({}),
    fileNotices: () => ({ quiet: null, loudness: {} }),
    reread: () => ({ kind: 'faults', text: 'not asked for' }),
    health: () => [],
    logs: () => Promise.reject(new Error('not asked for')),
    verify: () => Promise.reject(new Error('not asked for')),
    backUp: () => Promise.reject(new Error('not asked for')),
    pricesOf: () => [],
    bookOf: () => null,
    whatIf: async () => null,
    past: (point) => createStateHistory().at(point, log.read),
    draw: () => Promise.reject(new Error('not asked for')),
    anchors: async () => null,
    ...more,
  });
