import { receiptOf } from '../betting/views/receipt.ts';
import { type CycleNumber, findCycle } from '../betting/views/statistics.ts';
import type { Manner } from '../charts/chart.ts';
import type { Draw } from '../charts/draw.ts';
import { pictureOf } from '../charts/picture.ts';
import { receiptChart } from '../charts/receipt-chart.ts';
import type { Event } from '../core/events.ts';
import type { State } from '../core/state.ts';
import type { ReplyFile } from '../reply.ts';

interface ReceiptParts extends Manner {
  state(): State;
  read(after: number): AsyncIterable<Event>;
  readonly draw: Draw;
}

/** Draws the receipt of a cycle; null where it ended without a bet. Rejects where the log cannot be read. */
export function receiptPicture(parts: ReceiptParts): (cycle: CycleNumber) => Promise<ReplyFile | null> {
  return async (wanted) => {
    const state = parts.state();
    const cycle = findCycle(state, wanted);
    const receipt = cycle === undefined ? null : await receiptOf(state, cycle, parts.read);
    return receipt && pictureOf(receiptChart(receipt, parts), parts.draw);
  };
}
