import { averagePrice, matchedSize, type Order, remainingSize } from './order.ts';
import type { PlaceInstruction, PlaceRequest } from './requests.ts';
import { isoSecond, major } from './wire.ts';

/**
 * A PlaceExecutionReport of FAILURE. A code of the whole request leaves ERROR_IN_ORDER on its instructions;
 * with BET_ACTION_ERROR the instructions say what was wrong, and the sound ones that a related one failed.
 */
export function refusedReport(
  request: PlaceRequest,
  errorCode: string,
  codes: readonly (string | null)[] = [],
): unknown {
  return {
    ...echo(request),
    status: 'FAILURE',
    errorCode,
    marketId: request.marketId,
    instructionReports: request.instructions.map((instruction, index) => ({
      status: 'FAILURE',
      errorCode:
        errorCode === 'BET_ACTION_ERROR' ? (codes[index] ?? 'RELATED_ACTION_FAILED') : 'ERROR_IN_ORDER',
      instruction: echoInstruction(instruction),
    })),
  };
}

/** A PlaceExecutionReport of SUCCESS: every order has its bet id, whatever was matched of it. */
export function placedReport(request: PlaceRequest, orders: readonly Order[]): unknown {
  return {
    ...echo(request),
    status: 'SUCCESS',
    marketId: request.marketId,
    instructionReports: request.instructions.map((instruction, index) => {
      const order = orders[index];
      return {
        status: 'SUCCESS',
        instruction: echoInstruction(instruction),
        ...(order && outcome(instruction, order)),
      };
    }),
  };
}

const echo = ({ customerRef }: PlaceRequest): object => (customerRef ? { customerRef } : {});

function outcome(instruction: PlaceInstruction, order: Order): object {
  const killed =
    instruction.limitOrder?.timeInForce != null && matchedSize(order) === 0 && order.lapsed === null;
  return {
    betId: order.betId,
    placedDate: isoSecond(order.placedAt),
    averagePriceMatched: averagePrice(order),
    sizeMatched: major(matchedSize(order)),
    orderStatus: killed ? 'EXPIRED' : remainingSize(order) > 0 ? 'EXECUTABLE' : 'EXECUTION_COMPLETE',
  };
}

/** A time in force takes the place of the persistence type, as in Betfair's own example of a killed order. */
function echoInstruction({ limitOrder, customerOrderRef, ...instruction }: PlaceInstruction): object {
  const { size, price, persistenceType, timeInForce, minFillSize } = limitOrder ?? {};
  const terms = timeInForce
    ? { timeInForce, ...(minFillSize == null ? {} : { minFillSize }) }
    : { persistenceType: persistenceType ?? 'LAPSE' };
  return {
    selectionId: instruction.selectionId,
    handicap: 0,
    ...(limitOrder && { limitOrder: { size, price, ...terms } }),
    ...(customerOrderRef && { customerOrderRef }),
    orderType: instruction.orderType,
    side: instruction.side,
  };
}
