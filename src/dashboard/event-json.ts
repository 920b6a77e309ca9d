import { eventText } from '../betting/views/event-text.ts';
import type { Event } from '../core/events.ts';

/** An event as the API tells it: as it is in the file, and in words. */
export const eventJson = (event: Event, currency: string) => ({
  ...event,
  text: eventText(event, currency),
  data: { ...event.data },
});
