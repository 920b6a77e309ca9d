import { defineCommand } from '../src/command.ts';

export default defineCommand({
  name: 'verify',
  summary:
    'Reads the event file from its beginning: whether each event is whole and follows from the one before',
  examples: ['verify'],
  options: {},
  needs: 'viewer',
  run: async (app) => {
    const { exitCode, out, err } = await app.verify();
    const whole = exitCode === 0 && err.length === 0;
    return {
      title: whole ? 'The event file is whole' : 'The event file needs a look',
      tone: whole ? 'good' : 'alarm',
      text: [...out, ...err].join('\n'),
      footer: 'The same is checked at each start, and by npm run verify beside a running bot.',
    };
  },
});
