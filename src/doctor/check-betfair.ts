import { formatMoney, type Pennies } from '../core/money.ts';
import type { Exchange, MarketFilter } from '../exchange/exchange.ts';
import { ExchangeError } from '../exchange/exchange-error.ts';
import { type Finding, fail, pass, skip, warning } from './finding.ts';

export interface BetfairParts {
  /** Rejects with an ExchangeError where there is no way in. */
  readonly login: () => Promise<void>;
  /** Ends the session that this look began. Never rejects. */
  readonly logout: () => Promise<void>;
  readonly exchange: Pick<Exchange, 'listMarkets' | 'listBooks' | 'funds'>;
  readonly live: boolean;
  /** The markets that the bot would look at. */
  readonly filter: MarketFilter;
  /** What the configuration takes the account to be in. */
  readonly currency: string;
  readonly initialStake: Pennies;
}

/** Whether Betfair lets the bot in, how fresh its prices are, and what is in the account. Bets nothing. */
export async function checkBetfair(parts: BetfairParts): Promise<readonly Finding[]> {
  const { login, logout } = parts;
  const entered = await finding('Betfair', async () => {
    await login();
    return pass('Betfair', 'username, password and certificate are taken.');
  });
  if (entered.verdict === 'fail')
    return [entered, skip('Prices', 'not to be told without a login.'), skip('Account', 'likewise.')];
  try {
    return [
      entered,
      await finding('Prices', () => checkPrices(parts)),
      await finding('Account', () => checkFunds(parts)),
    ];
  } finally {
    await logout();
  }
}

async function finding(subject: string, look: () => Promise<Finding>): Promise<Finding> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
    const later = error.advice === 'give_up' ? '' : ' If all is right here, run this again in a while.';
    return fail(subject, `${error.message}${later}`);
  }
}

/** Source: "Application Keys": a delayed key shows prices that are 1 to 180 s old, and says so in each market book. */
async function checkPrices({ exchange, filter, live }: BetfairParts): Promise<Finding> {
  const subject = 'Prices';
  const [market] = await exchange.listMarkets(filter);
  if (market === undefined)
    return warning(
      subject,
      'no market of this sport and type starts within hours_ahead; look at market_selection in the configuration.',
    );
  const [book] = await exchange.listBooks([market.marketId]);
  if (book === undefined) return warning(subject, `there is no book of ${market.event}; look again later.`);
  const seen = `those of ${market.event} are`;
  if (!book.delayed) return pass(subject, `${seen} live.`);
  return live
    ? fail(
        subject,
        `${seen} delayed, and live betting refuses them: activate the live application key and set BETFAIR_APP_KEY to it.`,
      )
    : pass(
        subject,
        `${seen} delayed, which is enough for a dry run; live betting needs the live application key.`,
      );
}

async function checkFunds({ exchange, currency, initialStake, live }: BetfairParts): Promise<Finding> {
  const subject = 'Account';
  const { available, currency: real } = await exchange.funds();
  if (real !== currency)
    return fail(subject, `it is in ${real}: set betting.currency to "${real}" (it says ${currency}).`);
  const said = `${formatMoney(available)} ${real} are there to bet with`;
  if (available >= initialStake) return pass(subject, `${said}.`);
  const short = `${said}, less than the initial stake of ${formatMoney(initialStake)}`;
  return live
    ? fail(subject, `${short}: pay in, or lower it.`)
    : warning(subject, `${short}; paper bets need none.`);
}
