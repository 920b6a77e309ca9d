import { defineCommand } from '../src/command.ts';

export default defineCommand({
  name: 'disarm',
  summary: 'Ends live betting at once; an open bet runs on',
  examples: ['disarm'],
  options: {},
  needs: 'operator',
  run: async (app, _, by) => {
    const now = new Date(app.now()).toISOString();
    const result = await app.submit({ kind: 'disarm', why: 'asked for', now }, by);
    if ('refused' in result) return result;
    return {
      title: 'Live betting is disarmed',
      tone: 'neutral',
      text: 'No real money is bet until the owner arms it again.',
    };
  },
});
