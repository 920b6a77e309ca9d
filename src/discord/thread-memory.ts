import type { CycleThreads } from '../../store/cycle-threads.ts';
import type { KeptValue } from '../../store/kept-value.ts';
import type { Logger } from '../logging/logger.ts';
import type { CycleOf } from './cycle-thread.ts';

export type Card = CycleThreads['cards'][number];

/** Where the newest cycles and bets are shown; a later result may still change what they show. */
export interface ThreadMemory {
  threadOf(cycle: CycleOf): Promise<string | null>;
  cardOf(orderRef: string): Promise<Card | null>;
  keepThread(cycle: CycleOf, threadId: string): Promise<void>;
  keepCard(card: Card): Promise<void>;
}

const THREADS_KEPT = 50;
const CARDS_KEPT = 200;

/** What cannot be read or kept costs a new thread or message, no more. */
export function createThreadMemory(kept: KeptValue<CycleThreads>, logger: Logger): ThreadMemory {
  let known: CycleThreads | null = null;

  async function read(): Promise<CycleThreads> {
    known ??= await kept.read().catch((error: unknown) => {
      logger.warn('Where the cycles are shown on Discord is not known; they begin anew', { error });
      return null;
    });
    known ??= { threads: [], cards: [] };
    return known;
  }

  async function keep(changes: Partial<CycleThreads>): Promise<void> {
    known = { ...(await read()), ...changes };
    await kept.write(known).catch((error: unknown) => {
      logger.warn('Where the cycles are shown on Discord could not be kept', { error });
    });
  }

  return {
    async threadOf({ epoch, cycle }) {
      const { threads } = await read();
      return threads.find((each) => each.epoch === epoch && each.cycle === cycle)?.threadId ?? null;
    },
    async cardOf(orderRef) {
      return (await read()).cards.find((card) => card.orderRef === orderRef) ?? null;
    },
    async keepThread({ epoch, cycle }, threadId) {
      const others = (await read()).threads.filter((each) => each.epoch !== epoch || each.cycle !== cycle);
      await keep({ threads: [{ epoch, cycle, threadId }, ...others].slice(0, THREADS_KEPT) });
    },
    async keepCard(card) {
      const others = (await read()).cards.filter(({ orderRef }) => orderRef !== card.orderRef);
      await keep({ cards: [card, ...others].slice(0, CARDS_KEPT) });
    },
  };
}
