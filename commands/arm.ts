import { z } from 'zod';
import { defineCommand } from '../src/command.ts';
import { wholeNumber } from '../src/option-schemas.ts';

const MINUTE = 60_000;

export default defineCommand({
  name: 'arm',
  summary: 'Lets the bot bet real money for so many minutes (live mode only)',
  examples: ['arm 60', 'arm 1440 true'],
  options: {
    minutes: wholeNumber(1, 1440, ' (a day)').describe('For how long; it ends by itself'),
    keep: z
      .preprocess(readTruth, z.boolean({ error: 'must be true or false' }))
      .optional()
      .describe('Also over a restart of the bot'),
  },
  needs: 'owner',
  run: async (app, { minutes, keep = false }, by) => {
    const now = app.now();
    const until = new Date(now + minutes * MINUTE).toISOString();
    const result = await app.submit({ kind: 'arm', until, keep, now: new Date(now).toISOString() }, by);
    if ('refused' in result) return result;
    return {
      title: 'Live betting is armed',
      tone: 'warning',
      text: [
        'Real money is bet until ',
        { at: until },
        keep ? ', also after a restart.' : '; a restart of the bot ends it earlier.',
      ],
      links: [{ label: 'Disarm', command: 'disarm', options: {} }],
    };
  },
});

/** A console sends words. */
function readTruth(value: unknown): unknown {
  if (value === 'true') return true;
  return value === 'false' ? false : value;
}
