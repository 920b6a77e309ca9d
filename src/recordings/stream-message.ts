import { z } from 'zod';

/*
 * The market change message of Betfair's stream (ESASwaggerSchema.json, MarketChangeMessage). Null and
 * absent both mean "unchanged". Fields that no replay needs are dropped; unknown ones are let through,
 * because Betfair adds fields without notice.
 */

const priceSizes = z.array(z.tuple([z.number(), z.number()])).nullish();
const levels = z.array(z.tuple([z.number(), z.number(), z.number()])).nullish();

const runnerChange = z.object({
  id: z.number(),
  ltp: z.number().nullish(),
  tv: z.number().nullish(),
  atb: priceSizes,
  atl: priceSizes,
  batb: levels,
  batl: levels,
  bdatb: levels,
  bdatl: levels,
});

const runnerDefinition = z.object({
  id: z.number(),
  status: z.string(),
  sortPriority: z.number().nullish(),
  name: z.string().nullish(),
  adjustmentFactor: z.number().nullish(),
  /** ISO-8601, as it came. */
  removalDate: z.iso.datetime({ offset: true }).nullish(),
});

const moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

const marketDefinition = z.object({
  status: z.string(),
  inPlay: z.boolean(),
  marketTime: moment,
  marketType: z.string(),
  bettingType: z.string().nullish(),
  eventTypeId: z.string(),
  eventId: z.string(),
  name: z.string().nullish(),
  eventName: z.string().nullish(),
  /** Only in the bot's own recordings. */
  competitionName: z.string().nullish(),
  countryCode: z.string().nullish(),
  turnInPlayEnabled: z.boolean().nullish(),
  marketBaseRate: z.number().nullish(),
  discountAllowed: z.boolean().nullish(),
  betDelay: z.number().nullish(),
  version: z.number().nullish(),
  numberOfWinners: z.number().nullish(),
  runners: z.array(runnerDefinition),
});

const marketChange = z.object({
  id: z.string(),
  img: z.boolean().nullish(),
  tv: z.number().nullish(),
  marketDefinition: marketDefinition.nullish(),
  rc: z.array(runnerChange).nullish(),
});

const marketChangeMessage = z.object({ pt: z.int().positive(), mc: z.array(marketChange).nullish() });

export type RunnerChange = z.infer<typeof runnerChange>;
export type MarketDefinition = z.infer<typeof marketDefinition>;
export type MarketChange = z.infer<typeof marketChange>;
export type MarketChangeMessage = z.infer<typeof marketChangeMessage>;

const anyMessage = z.object({ op: z.enum(['mcm', 'ocm', 'connection', 'status']) });

/**
 * One line of a recording: a market change message, `other` for a stream message about something else
 * (the connection, its state, orders), or the fault as a sentence.
 */
export function parseStreamMessage(text: string): MarketChangeMessage | 'other' | { readonly fault: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { fault: `is not JSON: ${JSON.stringify(text.slice(0, 60))}.` };
  }
  const any = anyMessage.safeParse(json);
  if (!any.success) return { fault: `is not a stream message (${complaint(any.error)}).` };
  if (any.data.op !== 'mcm') return 'other';
  const message = marketChangeMessage.safeParse(json);
  return message.success
    ? message.data
    : { fault: `is a broken stream message (${complaint(message.error)}).` };
}

function complaint(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue === undefined ? 'unreadable' : `${issue.path.join('.') || 'the line'}: ${issue.message}`;
}
