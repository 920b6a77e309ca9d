import { z } from 'zod';
import type { BackOrder, PlaceOutcome } from '../exchange.ts';
import { faultsOf } from './ask.ts';
import type { Call } from './call.ts';
import { adviceOn, errorCodeOf, messageOf } from './error-advice.ts';
import { isRefusal } from './refusals.ts';
import { major, maybeOdds, size } from './wire-values.ts';

const OPERATION = 'placeOrders';

const instructionReport = z.object({
  status: z.string(),
  errorCode: z.string().nullish(),
  orderStatus: z.string().nullish(),
  betId: z.string().nullish(),
  averagePriceMatched: maybeOdds,
  sizeMatched: size.nullish(),
});

const executionReport = z.object({
  customerRef: z.string().nullish(),
  status: z.string(),
  errorCode: z.string().nullish(),
  marketId: z.string().nullish(),
  instructionReports: z.array(instructionReport).max(1).nullish(),
});

type Report = z.output<typeof executionReport>;
type Instruction = z.output<typeof instructionReport>;

/** Sends the order once and says what is surely known of it; never rejects. */
export async function place(call: Call, order: BackOrder, strategyRef: string): Promise<PlaceOutcome> {
  try {
    const report = await call(OPERATION, placeParams(order, strategyRef), { timeoutMs: order.withinMs });
    return readPlacement(report, order.orderRef);
  } catch (error) {
    const errorCode = errorCodeOf(error);
    if (errorCode !== null && adviceOn(errorCode).place === 'rejected') return rejected(errorCode);
    return unknown(errorCode ?? messageOf(error));
  }
}

function placeParams(order: BackOrder, strategyRef: string): object {
  return {
    marketId: order.marketId,
    instructions: [
      {
        orderType: 'LIMIT',
        selectionId: order.selectionId,
        handicap: 0,
        side: 'BACK',
        limitOrder: {
          size: major(order.size),
          price: order.price,
          persistenceType: 'LAPSE',
          timeInForce: 'FILL_OR_KILL',
        },
        customerOrderRef: order.orderRef,
      },
    ],
    customerRef: order.orderRef,
    marketVersion: { version: order.marketVersion },
    customerStrategyRef: strategyRef,
  };
}

/** What a PlaceExecutionReport says of the one order with that reference; anything doubtful is unknown. */
export function readPlacement(reply: unknown, orderRef: string): PlaceOutcome {
  const read = executionReport.safeParse(reply);
  if (!read.success) return unknown(`unreadable answer: ${faultsOf(read.error)}`);
  const report = read.data;
  if (report.customerRef && report.customerRef !== orderRef) {
    return unknown(`the answer is about the request ${report.customerRef}`);
  }
  const [instruction] = report.instructionReports ?? [];
  if (report.status === 'SUCCESS' && instruction?.status === 'SUCCESS') return readOrder(instruction);
  if (report.status === 'FAILURE') return readFailure(report, instruction);
  return unknown([report.status, report.errorCode, instruction?.errorCode].filter(Boolean).join(' '));
}

function readOrder({ betId, sizeMatched, averagePriceMatched, orderStatus }: Instruction): PlaceOutcome {
  if (sizeMatched && averagePriceMatched !== null && betId) {
    return { kind: 'placed', betId, matched: sizeMatched, priceMatched: averagePriceMatched };
  }
  // FILL_OR_KILL is EXPIRED when killed; COMPLETE without a match is lapsed (SportsAPING.xml, OrderStatus).
  const isOver = orderStatus === 'EXPIRED' || orderStatus === 'EXECUTION_COMPLETE';
  if (sizeMatched === 0 && isOver) return rejected(orderStatus === 'EXPIRED' ? 'KILLED' : 'LAPSED');
  return unknown(`taken as ${orderStatus ?? 'an order of no status'}, bet ${betId ?? 'without id'}`);
}

/**
 * The code of the report or, where that is BET_ACTION_ERROR, of its instruction. Beside a refusal of the whole
 * request the instruction says ERROR_IN_ORDER, or nothing; if it says anything else, it is not sure.
 */
function readFailure({ errorCode }: Report, instruction: Instruction | undefined): PlaceOutcome {
  const own = instruction?.errorCode ?? null;
  const code = errorCode === 'BET_ACTION_ERROR' ? own : errorCode;
  const agreed = own === null || own === 'ERROR_IN_ORDER' || isRefusal(own);
  const taken = instruction?.betId || instruction?.sizeMatched || instruction?.status === 'SUCCESS';
  if (code && isRefusal(code) && agreed && !taken) return rejected(code);
  return unknown(['FAILURE', errorCode, own].filter(Boolean).join(' '));
}

const rejected = (code: string): PlaceOutcome => ({ kind: 'rejected', code });
const unknown = (why: string): PlaceOutcome => ({ kind: 'unknown', why });
