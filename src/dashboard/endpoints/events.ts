import { z } from 'zod';
import type { Event } from '../../core/events.ts';
import { defineEndpoint, limit, seq } from '../endpoint.ts';
import { eventJson } from '../event-json.ts';
import { events } from '../wire/events.ts';

export const eventsEndpoint = defineEndpoint({
  path: '/api/events',
  summary: 'The events after one, or the newest before one; ascending either way.',
  needs: 'viewer',
  query: z
    .strictObject({ after: seq.optional(), before: seq.optional(), limit: limit(100) })
    .refine(
      ({ after, before }) => after === undefined || before === undefined,
      'give after or before, not both',
    ),
  reply: events,
  answer: async ({ reader }, { after = 0, before = Number.POSITIVE_INFINITY, limit: most }) => {
    const last = reader.head().seq;
    const end = Math.min(before, last + 1);
    const from = before === Number.POSITIVE_INFINITY ? after : Math.max(0, end - 1 - most);
    const found: Event[] = [];
    for await (const event of reader.events(from)) {
      if (event.seq >= end || found.length === most) break;
      found.push(event);
    }
    return { last, events: found.map((event) => eventJson(event, reader.currency)) };
  },
});
