import { z } from 'zod';
import { NO_MONEY } from '../../core/money.ts';
import type { CancelOrders, CancelOutcome } from '../exchange.ts';
import { ExchangeError } from '../exchange-error.ts';
import { faultsOf } from './ask.ts';
import type { Call } from './call.ts';
import { adviceOn, errorCodeOf, messageOf } from './error-advice.ts';
import { size } from './wire-values.ts';

const OPERATION = 'cancelOrders';

const executionReport = z.object({
  status: z.string(),
  errorCode: z.string().nullish(),
  instructionReports: z
    .array(
      z.object({
        status: z.string(),
        errorCode: z.string().nullish(),
        instruction: z.object({ betId: z.string() }),
        sizeCancelled: size.nullish(),
      }),
    )
    .nullish(),
});

type Report = z.output<typeof executionReport>;

/** Cancels orders by their bet ids; see the port. A RangeError for none at all, which would mean every order. */
export async function cancel(call: Call, orders: CancelOrders): Promise<readonly CancelOutcome[]> {
  const { marketId, betIds } = orders;
  if (marketId === '' || betIds.length === 0) throw new RangeError('which orders to cancel must be said');
  const params = { marketId, instructions: betIds.map((betId) => ({ betId })) };
  let reply: unknown;
  try {
    reply = await call(OPERATION, params);
  } catch (error) {
    const code = errorCodeOf(error);
    const refused = code !== null && adviceOn(code).place === 'rejected';
    throw failure(code ?? 'NO_ANSWER', refused ? 'give_up' : 'outcome_unknown', messageOf(error));
  }
  return readCancellation(reply);
}

/** What a CancelExecutionReport says of each bet; its own status may be SUCCESS where an instruction failed. */
export function readCancellation(reply: unknown): readonly CancelOutcome[] {
  const read = executionReport.safeParse(reply);
  if (!read.success) throw failure('UNREADABLE_REPLY', 'outcome_unknown', faultsOf(read.error));
  const { status, errorCode, instructionReports } = read.data;
  const code = errorCode ?? status;
  if (status === 'TIMEOUT') throw failure(code, 'outcome_unknown', 'Betfair gave no result in time.');
  if (!instructionReports?.length) throw failure(code, 'give_up', `${code}.`);
  return instructionReports.map(outcomeOf);
}

function outcomeOf(report: NonNullable<Report['instructionReports']>[number]): CancelOutcome {
  const { betId } = report.instruction;
  if (report.status === 'SUCCESS')
    return { betId, kind: 'cancelled', size: report.sizeCancelled ?? NO_MONEY };
  return { betId, kind: 'refused', code: report.errorCode ?? report.status };
}

const failure = (code: string, advice: ExchangeError['advice'], why: string): ExchangeError =>
  new ExchangeError(code, OPERATION, advice, `The orders could not be cancelled: ${why}`);
