import { RESTJSONErrorCodes } from 'discord-api-types/v10';

/** One thing wrong with a request's body, at a path like `embeds/0/fields/1/value`. */
export interface Fault {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

const texts: Readonly<Record<number, readonly [status: number, message: string]>> = {
  [RESTJSONErrorCodes.GeneralError]: [401, '401: Unauthorized'],
  [RESTJSONErrorCodes.UnknownChannel]: [404, 'Unknown Channel'],
  [RESTJSONErrorCodes.UnknownGuild]: [404, 'Unknown Guild'],
  [RESTJSONErrorCodes.UnknownMember]: [404, 'Unknown Member'],
  [RESTJSONErrorCodes.UnknownMessage]: [404, 'Unknown Message'],
  [RESTJSONErrorCodes.UnknownUser]: [404, 'Unknown User'],
  [RESTJSONErrorCodes.UnknownWebhook]: [404, 'Unknown Webhook'],
  [RESTJSONErrorCodes.UnknownInteraction]: [404, 'Unknown interaction'],
  [RESTJSONErrorCodes.UnknownApplicationCommand]: [404, 'Unknown application command'],
  [RESTJSONErrorCodes.MaximumNumberOfEditsToMessagesOlderThanOneHourReached]: [
    400,
    'Maximum number of edits to messages older than 1 hour reached. Try again later',
  ],
  [RESTJSONErrorCodes.RequestEntityTooLarge]: [413, 'Request entity too large'],
  [RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged]: [
    400,
    'Interaction has already been acknowledged.',
  ],
  [RESTJSONErrorCodes.MissingAccess]: [403, 'Missing Access'],
  [RESTJSONErrorCodes.CannotEditMessageAuthoredByAnotherUser]: [
    403,
    'Cannot edit a message authored by another user',
  ],
  [RESTJSONErrorCodes.CannotSendAnEmptyMessage]: [400, 'Cannot send an empty message'],
  [RESTJSONErrorCodes.MissingPermissions]: [403, 'Missing Permissions'],
  [RESTJSONErrorCodes.InvalidWebhookToken]: [401, 'Invalid Webhook Token'],
  [RESTJSONErrorCodes.InvalidFormBodyOrContentType]: [400, 'Invalid Form Body'],
  [RESTJSONErrorCodes.InvalidActionOnArchivedThread]: [400, 'Thread is archived'],
  50109: [400, 'The request body contains invalid JSON.'],
  [RESTJSONErrorCodes.ThreadAlreadyCreatedForMessage]: [
    400,
    'A thread has already been created for this message',
  ],
};

/** A refusal on the wire: HTTP status, Discord's JSON error code, and what of the body is at fault. */
export class DiscordError extends Error {
  readonly code: number;
  readonly status: number;
  readonly faults: readonly Fault[];

  constructor(code: number, options: { readonly faults?: readonly Fault[]; readonly cause?: unknown } = {}) {
    const [status, message] = texts[code] ?? [400, `Error ${code}`];
    super(message, { cause: options.cause });
    this.code = code;
    this.status = status;
    this.faults = options.faults ?? [];
  }
}

interface Nested {
  [key: string]: Nested | Fault[];
}

/** The body of a refusal, with the faults nested by path under `errors` as Discord nests them. */
export function errorBody(error: DiscordError): object {
  const errors: Nested = {};
  for (const fault of error.faults) {
    let at = errors;
    for (const part of fault.path.split('/').filter(Boolean)) {
      const next = at[part];
      if (next && !Array.isArray(next)) at = next;
      else {
        const made: Nested = {};
        at[part] = made;
        at = made;
      }
    }
    const here = at['_errors'];
    at['_errors'] = [...(Array.isArray(here) ? here : []), fault];
  }
  const nested = JSON.parse(
    JSON.stringify(errors, (key, value) => (key === 'path' ? undefined : value)),
  ) as object;
  return {
    message: error.message,
    code: error.code,
    ...(error.faults.length > 0 && { errors: nested }),
  };
}
