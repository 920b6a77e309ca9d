import { z } from 'zod';
import { at, defineEndpoint } from '../endpoint.ts';
import { books } from '../wire/books.ts';

export const booksEndpoint = defineEndpoint({
  path: '/api/books',
  summary: 'Where the money is, and how the books stood when they were last compared with the exchange.',
  needs: 'viewer',
  query: z.strictObject({ at }),
  reply: books,
  answer: async ({ reader, stateAt }, { at: seq }) => {
    const { ledger, booksChecked, strayOrders, notFound } = await stateAt(seq);
    const { outlay, gross, banked, commission } = ledger.allTime;
    const seenNow = seq === undefined ? reader.unknownOrders().map(({ betId }) => betId) : [];
    return {
      checkedAt: booksChecked?.at ?? null,
      differences: (booksChecked?.differences ?? []).map(({ betId, what, ours, theirs }) => ({
        ...{ betId, what, ours, theirs },
      })),
      balance: booksChecked?.balance ?? null,
      ...{ outlay, gross, pot: ledger.pot, banked, commission },
      balances: outlay + gross === ledger.pot + banked + commission,
      strayOrders: [...new Set([...strayOrders, ...seenNow])],
      notFound: notFound.length,
    };
  },
});
