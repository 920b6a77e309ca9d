/** How the exchange takes its time over a closed market: each thing shows a while after another. Milliseconds. */
export interface SettlementPace {
  /** From the closing to the SETTLED rows. */
  readonly settlementLag: number;
  /** From the SETTLED rows to the commission in the market's roll-up. */
  readonly rollUpLag: number;
  /** From the SETTLED rows to the VOIDED ones, so that a part-void bet is seen in halves. */
  readonly voidLag: number;
  /** From its market's closing until it is cleared, a bet is on no list at all. */
  readonly gap: boolean;
}
