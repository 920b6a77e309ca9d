import { v7 } from 'uuid';
import type { Event } from '../../src/core/events.ts';
import { sealEvent } from '../../store/codec/event-codec.ts';
import { memoryEventLog } from '../../store/memory-event-log.ts';
import { eventLogContract } from './event-log.contract.ts';

eventLogContract('The event log in memory', () => {
  const events: Event[] = [];
  return { open: async (clock) => memoryEventLog({ clock, newId: () => v7(), events, seal: sealEvent }) };
});
