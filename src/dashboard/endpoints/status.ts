import { z } from 'zod';
import type { Betting, Reader } from '../../app.ts';
import { usageText } from '../../betting/views/limit-fields.ts';
import { type LimitsView, limitsView } from '../../betting/views/limits.ts';
import { pauseText } from '../../betting/views/pause.ts';
import { ifWon, statusOf } from '../../betting/views/status.ts';
import { armedAt, pausedAt } from '../../core/in-force.ts';
import type { State } from '../../core/state.ts';
import { at, defineEndpoint } from '../endpoint.ts';
import { openBetJson } from '../open-bet-json.ts';
import { status } from '../wire/status.ts';

export const statusEndpoint = defineEndpoint({
  path: '/api/status',
  summary: 'Where the bot stands: now, or as the log had it after an event.',
  needs: 'viewer',
  query: z.strictObject({ at }),
  reply: status,
  answer: async ({ reader, stateAt, login }, { at: seq }, role) => {
    const state = await stateAt(seq);
    const past = seq !== undefined;
    const now = past && state.at !== null ? Date.parse(state.at) : reader.now();
    const time = new Date(now).toISOString();
    const betting = past ? NOT_KNOWN : reader.betting();
    const { currency, timeZone, minStake } = reader;
    const mode = state.mode ?? reader.mode;
    const { openBet, openRequest, epoch, allTime, ...standing } = statusOf(state, {
      mode,
      betting,
      minStake,
    });
    const paused = pausedAt(state, time);
    return {
      ...standing,
      version: reader.version,
      currency,
      timeZone,
      now: new Date(reader.now()).toISOString(),
      at: state.at,
      head: state.head ?? '0'.repeat(64),
      lastSeq: reader.head().seq,
      role,
      login,
      betting: {
        on: betting.on,
        why: betting.why,
        tone: toneOf(state, betting, past ? [] : reader.health()),
      },
      paused: paused && {
        ...{ why: paused.why, since: paused.since, until: paused.until },
        text: pauseText(paused),
      },
      armedUntil: armedAt(state, time) ? (state.armed?.until ?? null) : null,
      openBet: openBet && openBetJson(openBet, ifWon(openBet, state.ledger.pot).pot),
      openRequest: openRequest && openRequestJson(openRequest),
      limits: limitsJson(limitsView(state, { now, timeZone, minStake }), currency),
      epochNumber: state.ledger.epoch,
      epoch,
      allTime,
    };
  },
});

/** The log keeps what was done, not what the bot would have done. */
const NOT_KNOWN: Betting = { on: false, why: '' };

function toneOf(
  { openBets, request, paused }: State,
  { on, pause }: Betting,
  health: ReturnType<Reader['health']>,
): 'ready' | 'open' | 'paused' | 'alarm' {
  const failed = health.some(({ state }) => state === 'failed');
  if (failed || (pause ?? paused)?.by === 'unknownOrder') return 'alarm';
  // An open bet is seen all over the page; that none will follow it is not.
  if (pause !== undefined) return 'paused';
  if (openBets.length > 0 || request !== null) return 'open';
  return on ? 'ready' : 'paused';
}

function openRequestJson(request: NonNullable<State['request']>) {
  const { marketId, selectionId, event, competition, selection, startTime } = request;
  const { orderRef, stake, priceAsked, cycle, leg, requestedAt, reason } = request;
  return {
    ...{ marketId, selectionId, event, competition, selection, startTime },
    ...{ orderRef, stake, priceAsked, cycle, leg, requestedAt, reason },
  };
}

function limitsJson(view: LimitsView, currency: string) {
  const { inForce, lost, nextStake, stops, dayEnd, weekEnd, losingRun, restsUntil } = view;
  const used = { maxStake: nextStake, ...lost };
  const until = { maxStake: null, maxDailyLoss: dayEnd, maxWeeklyLoss: weekEnd, maxTotalLoss: null };
  const gauges = (['maxStake', 'maxDailyLoss', 'maxWeeklyLoss', 'maxTotalLoss'] as const).map((key) => ({
    key,
    words: usageText(view, key, currency),
    used: used[key],
    limit: inForce[key],
    stops: stops.includes(key),
    until: until[key],
  }));
  return { gauges, losingRun, restsUntil };
}
