import { moneyText } from './money.ts';
import type { Status, Tone } from './wire-types.ts';

const WORDS: Readonly<Record<Tone, string>> = {
  ready: 'Ready',
  open: 'Bet open',
  paused: 'Paused',
  alarm: 'Alarm',
};

type Toned = Pick<Status, 'betting' | 'openBet'>;

/** How the bot stands in a word or two, with the open bet where that is not the word itself. */
export const toneWords = ({ betting: { tone }, openBet }: Toned): string =>
  openBet === null || tone === 'open' ? WORDS[tone] : `${WORDS[tone]}, bet open`;

/** The browser's tab while another one is being read: what matters most comes first. */
export function titleOf({
  betting: { tone },
  openBet,
  pot,
  currency,
}: Toned & Pick<Status, 'pot' | 'currency'>): string {
  const bet = openBet && `${moneyText(openBet.stake, currency)} on ${openBet.selection}`;
  switch (tone) {
    case 'open':
      return `● ${bet ?? 'A bet is being placed'} · Rollover`;
    case 'paused':
      return `Ⅱ Paused · ${bet === null ? '' : `${bet} · `}Rollover`;
    case 'alarm':
      return `▲ Alarm · ${bet === null ? '' : `${bet} · `}Rollover`;
    case 'ready':
      return `${moneyText(pot, currency)} · Rollover`;
  }
}
