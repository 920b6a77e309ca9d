import { z } from 'zod';
import type { App } from '../src/app.ts';
import type { FoundOrder } from '../src/betting/sweep-orders.ts';
import { inLogSince } from '../src/betting/unknown-orders.ts';
import { money } from '../src/betting/views/wording.ts';
import { defineCommand, type Refused } from '../src/command.ts';
import type { PlacedBet } from '../src/core/events.ts';
import { larger, NO_MONEY, pennies } from '../src/core/money.ts';
import { formatPrice, type Price } from '../src/core/odds.ts';
import type { MarketSummary } from '../src/exchange/exchange.ts';

export default defineCommand({
  name: 'adopt',
  summary: 'Takes over an order of the bot that its log does not know, as a bet of the current cycle',
  examples: ['adopt', 'adopt 338104992133'],
  options: {
    bet: z
      .string()
      .trim()
      .regex(/^\d{1,20}$/, { error: 'must be the number that the exchange gave the bet' })
      .optional()
      .describe("The exchange's number of the bet; can be left out where there is one only"),
  },
  suggest: {
    bet: (app) =>
      app.unknownOrders().map(({ betId, matched, marketId }) => ({
        name: `${betId}: ${money(matched, app.currency)} matched in market ${marketId}`,
        value: betId,
      })),
  },
  needs: 'owner',
  confirm: (app, { bet }) => {
    const order = orderOf(app, bet);
    return 'refused' in order ? order : effectOf(app, order);
  },
  run: async (app, { bet }, by) => {
    const order = orderOf(app, bet);
    if ('refused' in order) return order;
    const adopted = betOf(app, order, await app.market(order.marketId));
    const now = new Date(app.now()).toISOString();
    const result = await app.submit(
      { kind: 'record_found_late', now, bet: adopted, since: inLogSince(order) },
      by,
    );
    if ('refused' in result) return result;
    return {
      title: `Bet ${order.betId} is taken over`,
      tone: 'open',
      text: `It is leg ${app.state().ledger.leg} of cycle ${app.state().ledger.cycle}, and its result is recorded like any other. Betting stays paused until somebody resumes.`,
      links: [
        { label: 'Open bet', command: 'bet', options: {} },
        { label: 'Resume', command: 'resume', options: {} },
      ],
    };
  },
});

type Matched = FoundOrder & { readonly priceMatched: Price };

function orderOf(app: App, betId: string | undefined): Matched | Refused {
  const unknown = app.unknownOrders();
  const order = betId === undefined ? unknown[0] : unknown.find((each) => each.betId === betId);
  if (unknown.length === 0)
    return refuse('nothing_to_adopt', 'Every order of the bot at the exchange is in its log.');
  if (order === undefined || (betId === undefined && unknown.length > 1))
    return refuse('which_one', `Say which: ${unknown.map((each) => each.betId).join(', ')}.`);
  const priceMatched = order.priceMatched ?? order.priceAsked;
  if (order.side === 'LAY')
    return refuse(
      'lay',
      `Bet ${order.betId} is a lay, and the bot only backs; it cannot be a bet of a cycle.`,
    );
  if (order.remaining > 0)
    return refuse(
      'not_matched',
      `Bet ${order.betId} is not matched whole yet; cancel the rest on the exchange first, since its stake could still grow.`,
    );
  if (order.matched === 0 || priceMatched === null)
    return refuse('not_matched', `Nothing of bet ${order.betId} is matched; cancel it on the exchange.`);
  return { ...order, priceMatched };
}

function effectOf({ state, currency }: App, order: Matched): string {
  const { leg, cycle, pot, stakesOut } = state().ledger;
  const { betId, matched, priceMatched, selectionId, marketId, isSettled } = order;
  const which = isSettled ? 'the settled bet' : 'bet';
  const free = pennies(pot - stakesOut);
  const missing = larger(pennies(matched - free), NO_MONEY);
  const funds =
    missing === 0
      ? `the pot of ${money(pot, currency)} holds its stake`
      : `the pot has ${money(free, currency)} for its stake, and ${money(missing, currency)} is put in from outside`;
  return `This takes ${which} ${betId} (${money(matched, currency)} at ${formatPrice(priceMatched)} on selection ${selectionId} of market ${marketId}) over as leg ${leg + 1} of cycle ${cycle}; ${funds}`;
}

function betOf({ state, mode, now }: App, order: Matched, market: MarketSummary | null): PlacedBet {
  const { ledger, settings } = state();
  const runner = market?.runners.find(({ selectionId }) => selectionId === order.selectionId);
  return {
    orderRef: order.orderRef ?? order.betId,
    marketId: order.marketId,
    marketVersion: 0,
    selectionId: order.selectionId,
    event: market?.event ?? `Market ${order.marketId}`,
    competition: market?.competition ?? null,
    selection: runner?.name ?? `Selection ${order.selectionId}`,
    startTime: market?.startTime ?? order.placedAt ?? new Date(now()).toISOString(),
    priceAsked: order.priceAsked ?? order.priceMatched,
    stake: order.matched,
    cycle: ledger.cycle,
    leg: ledger.leg + 1,
    commissionRate: market?.baseRate ?? settings.commissionRate,
    mode,
    reason: "The exchange had it, the bot's log did not; the owner took it over.",
    betId: order.betId,
    priceMatched: order.priceMatched,
  };
}

const refuse = (refused: string, message: string): Refused => ({ refused, message });
