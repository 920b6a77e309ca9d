import { actorText, sentence } from '../src/betting/views/wording.ts';
import { defineCommand } from '../src/command.ts';

export default defineCommand({
  name: 'resume',
  summary: 'Ends a pause: the bot bets again',
  examples: ['resume'],
  options: {},
  needs: 'operator',
  run: async (app, _, by) => {
    const now = new Date(app.now()).toISOString();
    const result = await app.submit({ kind: 'resume', why: `resumed ${actorText(by.actor)}`, now }, by);
    if ('refused' in result) return result;
    const { on, why } = app.betting();
    return {
      title: 'Betting is resumed',
      tone: on ? 'neutral' : 'warning',
      text: on ? sentence(why) : `Yet nothing is bet now: ${sentence(why)}`,
    };
  },
});
