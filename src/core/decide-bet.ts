import type { BetRequest } from './events.ts';
import { objection } from './guards.ts';
import { type Decision, type IntentOf, refuse } from './intents.ts';
import { nextStake } from './staking.ts';
import type { State } from './state.ts';

/** A bet is requested if no guard objects; a limit that is met pauses betting instead. */
export function decideBet(
  { now, orderRef, proposal, conditions }: IntentOf<'request_bet'>,
  state: State,
): Decision {
  const { ledger, mode, settings } = state;
  if (mode === null) return refuse('not-started', 'The bot has not been started.');
  const { price, commissionRate } = proposal;
  const stake = nextStake({
    staking: settings.staking,
    pot: ledger.pot,
    target: ledger.terms.target,
    price,
    commissionRate,
    rule: conditions.stakeRule,
  });
  const found = objection({ state, now, proposal, conditions, stake });
  if (found !== null) return 'pause' in found ? [{ type: 'BETTING_PAUSED', data: found.pause }] : found;
  const request: BetRequest = {
    orderRef,
    marketId: proposal.marketId,
    marketVersion: proposal.marketVersion,
    selectionId: proposal.selectionId,
    event: proposal.event,
    competition: proposal.competition,
    selection: proposal.selection,
    startTime: proposal.startTime,
    priceAsked: price,
    stake,
    cycle: ledger.cycle,
    leg: ledger.leg + 1,
    commissionRate,
    mode,
    reason: proposal.reason,
    ...(proposal.delayed && { delayed: true }),
  };
  return [{ type: 'BET_REQUESTED', data: request }];
}
