import { z } from 'zod';

/** A code that Betfair may have one day. */
export const UNKNOWN_CODE = 'NOT_YET_KNOWN';

/** The same answer with a field more in each object, as Betfair adds them without notice. */
export function withUnknownFields(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map(withUnknownFields);
  if (typeof answer !== 'object' || answer === null) return answer;
  const fields = Object.entries(answer).map(([name, value]) => [name, withUnknownFields(value)]);
  return { ...Object.fromEntries(fields), notYetKnown: { models: ['PASSIVE'] } };
}

const report = z.object({
  customerRef: z.string().optional(),
  marketId: z.string().optional(),
  instructionReports: z
    .array(z.object({ instruction: z.unknown(), betId: z.string().optional() }))
    .default([]),
});

interface Unclear {
  /** An ExecutionReport that keeps to itself what became of the instructions. */
  readonly answer: object;
  /** What there is to find out. */
  readonly betIds: readonly string[];
}

/** What may be said of a report in the place of what was done. */
const UNCLEAR = {
  timeout: [{ status: 'TIMEOUT' }, { status: 'TIMEOUT' }],
  bet_in_progress: [
    { status: 'FAILURE', errorCode: 'BET_ACTION_ERROR' },
    { status: 'FAILURE', errorCode: 'BET_IN_PROGRESS' },
  ],
  unknown_code: [
    { status: 'FAILURE', errorCode: 'BET_ACTION_ERROR' },
    { status: 'FAILURE', errorCode: UNKNOWN_CODE },
  ],
} as const;

/** Source: SportsAPING.xml, ExecutionReportStatus and InstructionReportErrorCode BET_IN_PROGRESS. */
export function unclearReport(executionReport: unknown, as: keyof typeof UNCLEAR): Unclear {
  const { instructionReports, customerRef, marketId } = report.parse(executionReport);
  const [ofReport, ofInstruction] = UNCLEAR[as];
  return {
    answer: {
      ...(customerRef !== undefined && { customerRef }),
      ...ofReport,
      ...(marketId !== undefined && { marketId }),
      instructionReports: instructionReports.map(({ instruction }) => ({ ...ofInstruction, instruction })),
    },
    betIds: instructionReports.flatMap(({ betId }) => betId ?? []),
  };
}
