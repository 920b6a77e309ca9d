import { type Pennies, pennies } from '../../core/money.ts';
import { bettingException } from './api-exception.ts';
import { isCustomerRef } from './customer-refs.ts';
import type { MarketRecord } from './ledger.ts';
import { cancelPart, type Order, remainingSize } from './order.ts';
import { cancelOrdersRequest, readRequest } from './requests.ts';
import type { Venue } from './venue.ts';
import { isoSecond, major, minor } from './wire.ts';

interface Cancel {
  readonly betId: string;
  readonly sizeReduction?: number | null | undefined;
}

interface CancelReport {
  readonly status: 'SUCCESS' | 'FAILURE';
  readonly errorCode?: string;
  readonly instruction: object;
  readonly sizeCancelled?: number;
  readonly cancelledDate?: string;
}

type Request = ReturnType<typeof readCancel>;

/**
 * Cancels the unmatched part of orders: of the ones named, else of all in the market, else of all there are.
 * Answers with a CancelExecutionReport.
 */
export function cancelOrders(venue: Venue, params: unknown): unknown {
  const request = readCancel(params);
  const { marketId, customerRef } = request;
  const echo = { ...(customerRef && { customerRef }), ...(marketId != null && { marketId }) };
  if (marketId == null) {
    for (const record of venue.ledger.records.values()) if (isOpen(record)) cancelAll(venue, record);
    return { ...echo, status: 'SUCCESS', instructionReports: [] };
  }
  const record = venue.ledger.records.get(marketId);
  if (record !== undefined && !isOpen(record)) {
    const errorCode =
      record.market.status === 'SUSPENDED' ? 'MARKET_SUSPENDED' : 'MARKET_NOT_OPEN_FOR_BETTING';
    return { ...echo, status: 'FAILURE', errorCode };
  }
  const instructionReports = reports(venue, record, request);
  return { ...echo, ...statusOf(instructionReports), instructionReports };
}

/** Betfair calls a report with failures only a success as well (recorded BET_TAKEN_OR_LAPSED). */
function statusOf(instructionReports: readonly CancelReport[]): object {
  const failed = instructionReports.filter(({ status }) => status === 'FAILURE').length;
  const mixed = failed > 0 && failed < instructionReports.length;
  return mixed
    ? { status: 'PROCESSED_WITH_ERRORS', errorCode: 'PROCESSED_WITH_ERRORS' }
    : { status: 'SUCCESS' };
}

function readCancel(params: unknown) {
  const request = readRequest(cancelOrdersRequest, params);
  const count = request.instructions?.length ?? 0;
  if (request.customerRef && !isCustomerRef(request.customerRef)) {
    throw bettingException('INVALID_INPUT_DATA', 'customerRef is longer than 32 or has other characters');
  }
  if (count > 60) throw bettingException('INVALID_INPUT_DATA', 'at most 60 instructions');
  if (count > 0 && request.marketId == null) {
    throw bettingException('INVALID_INPUT_DATA', 'instructions need a marketId');
  }
  return request;
}

function reports(venue: Venue, record: MarketRecord | undefined, { instructions }: Request): CancelReport[] {
  if (instructions == null || instructions.length === 0) return cancelAll(venue, record);
  return instructions.map((cancel) => cancelOne(venue, record, cancel));
}

const isOpen = (record: MarketRecord): boolean => record.market.status === 'OPEN';

function cancelAll(venue: Venue, record: MarketRecord | undefined): CancelReport[] {
  const unmatched = record?.orders.filter((order) => remainingSize(order) > 0) ?? [];
  return unmatched.map(({ betId }) => cancelOne(venue, record, { betId }));
}

function cancelOne(venue: Venue, record: MarketRecord | undefined, cancel: Cancel): CancelReport {
  const instruction = {
    betId: cancel.betId,
    ...(cancel.sizeReduction == null ? {} : { sizeReduction: cancel.sizeReduction }),
  };
  const order = record?.orders.find((candidate) => candidate.betId === cancel.betId);
  if (order === undefined) return { status: 'FAILURE', errorCode: 'INVALID_BET_ID', instruction };
  const size = cancelled(order, cancel);
  if (size === 0) return { status: 'FAILURE', errorCode: 'BET_TAKEN_OR_LAPSED', instruction };
  const now = venue.clock.now();
  cancelPart(order, size, now);
  return { status: 'SUCCESS', instruction, sizeCancelled: major(size), cancelledDate: isoSecond(now) };
}

function cancelled(order: Order, { sizeReduction }: Cancel): Pennies {
  const remaining = remainingSize(order);
  return sizeReduction == null ? remaining : pennies(Math.min(remaining, Math.max(0, minor(sizeReduction))));
}
