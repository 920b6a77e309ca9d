import { z } from 'zod';
import { counted } from '../src/betting/views/wording.ts';
import { defineCommand } from '../src/command.ts';
import { wholeNumber } from '../src/option-schemas.ts';

const LONGEST = 200;

export default defineCommand({
  name: 'logs',
  summary: "The last lines of the program's own log, the newest first, also of earlier runs; no secrets",
  examples: ['logs', 'logs 5', 'logs 30 warn'],
  options: {
    n: wholeNumber(1, 50).default(15).describe('How many lines; 15 unless told'),
    level: z
      .enum(['debug', 'info', 'warn', 'error'])
      .default('info')
      .describe('The least grave level to show; info unless told'),
  },
  needs: 'operator',
  run: async (app, { n, level }) => {
    const lines = await app.logs({ n, level });
    if (lines.length === 0)
      return {
        title: 'No such lines',
        tone: 'neutral',
        text: `The log files have nothing of level ${level} or above.`,
      };
    return {
      title: `The last ${counted(lines.length, 'line')} of the log`,
      tone: 'neutral',
      discreet: true,
      table: {
        columns: ['When', '', ''].map((name) => ({ name, align: 'left' })),
        rows: lines.map(({ at, level: its, text }) => [[{ at }], its, shortened(text)]),
      },
      footer: `Level ${level} and above, the newest first.`,
    };
  },
});

function shortened(text: string): string {
  const characters = [...text];
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join('')}…` : text;
}
