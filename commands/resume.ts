import type { Betting } from '../src/app.ts';
import { theLimit } from '../src/betting/views/limit-words.ts';
import { limitsView } from '../src/betting/views/limits.ts';
import { pausedBy } from '../src/betting/views/pause.ts';
import { actorText, sentence } from '../src/betting/views/wording.ts';
import { defineCommand } from '../src/command.ts';
import type { Limits } from '../src/core/events.ts';
import { pausedAt } from '../src/core/in-force.ts';
import type { State } from '../src/core/state.ts';
import type { TextParts } from '../src/reply.ts';

export default defineCommand({
  name: 'resume',
  summary: 'Ends a pause: the bot bets again',
  examples: ['resume'],
  options: {},
  needs: 'operator',
  run: async (app, _, by) => {
    const at = app.now();
    const was = pausedAt(app.state(), new Date(at).toISOString());
    const why = `resumed ${actorText(by.actor)}`;
    const result = await app.submit({ kind: 'resume', why, now: new Date(at).toISOString() }, by);
    if ('refused' in result) return result;
    const betting = app.betting();
    const { stops } = limitsView(app.state(), { now: at, timeZone: app.timeZone, minStake: app.minStake });
    return {
      title: 'Betting is resumed',
      tone: betting.on && stops.length === 0 ? 'neutral' : 'warning',
      text: [...wasPaused(was), stops.length > 0 ? stillStanding(stops) : nowText(betting)],
      ...(stops.length > 0 && { links: [{ label: 'Limits', command: 'limits', options: {} }] }),
    };
  },
});

const wasPaused = (was: State['paused']): TextParts =>
  was === null
    ? []
    : ['It was paused ', ...pausedBy(was), ' ', { at: was.since }, `: ${sentence(was.why)}\n`];

const nowText = ({ on, why }: Betting): string =>
  on ? `Now: ${sentence(why)}` : `Yet nothing is bet now: ${sentence(why)}`;

const stillStanding = (stops: readonly (keyof Limits)[]): string =>
  sentence(
    `${stops.map(theLimit).join(' and ')} still ${stops.length === 1 ? 'stands' : 'stand'} in the way: instead of the next bet there will be a pause again.`,
  );
