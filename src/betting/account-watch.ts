import type { State } from '../core/state.ts';
import type { AccountFunds } from '../exchange/exchange.ts';
import type { Alerts } from '../notify/alerts.ts';

export interface AccountWatch {
  /** What the exchange just said of the account: a trouble that it shows to be over is taken back. */
  read(funds: AccountFunds, state: State): void;
  /** A bet that the rule `refused` did not let pass. */
  refused(refusal: { readonly refused: string; readonly why: string }): void;
  /** A bet that passed every rule. */
  taken(): void;
}

/** Refusals that only a person can end, by the rule's name, and what that person must do. */
const WAYS_OUT = {
  currency: {
    title: 'The account is in another currency',
    what: 'Nothing is bet in it. Set betting.currency to that of the account and start again, or use the account that was meant.',
  },
  funds: {
    title: 'The account holds too little for the next bet',
    what: 'Nothing is bet until it is there. Pay the difference in, free what other bets hold, or reset with a smaller stake; the bot tries again by itself.',
  },
} as const;

type Trouble = keyof typeof WAYS_OUT;

const isTrouble = (rule: string): rule is Trouble => Object.hasOwn(WAYS_OUT, rule);

/** Tells a person once of an account that cannot pay for the bets. `currency`: as configured, an ISO code. */
export function watchAccount(currency: string, alerts: Alerts): AccountWatch {
  const over = (trouble: Trouble): void => alerts.clear(trouble, OVER[trouble]);
  return {
    read: (funds, { ledger }) => {
      if (funds.currency === currency) over('currency');
      if (funds.available >= ledger.pot - ledger.stakesOut) over('funds');
    },
    refused: ({ refused, why }) => {
      if (!isTrouble(refused)) return;
      const { title, what } = WAYS_OUT[refused];
      alerts.raise(refused, { title, text: `${why} ${what}` });
    },
    taken: () => {
      over('currency');
      over('funds');
    },
  };
}

const OVER: Readonly<Record<Trouble, string>> = {
  currency: 'The account is in the currency that is configured.',
  funds: 'The account holds enough for the next bet again.',
};
