import type { NoticeKind } from '../core/events.ts';
import type { Reply } from '../reply.ts';

/** Something the operator is told unasked. */
export interface Notice {
  /** The event's id, or an alert's own: the same id is the same notice, so that a retry doubles nothing. */
  readonly id: string;
  /** Such as `bet_won` or `alert`. */
  readonly kind: string;
  /** Decides how loudly it is told. */
  readonly about: NoticeKind;
  readonly message: Reply;
  /** ISO-8601 UTC: when it happened. */
  readonly at: string;
  /** The cycle in whose thread it is to be seen, and the bet whose living message it is, if it is one. */
  readonly of?: { readonly epoch: number; readonly cycle: number; readonly orderRef: string | null };
  /** To be told without a sound. */
  readonly silent?: true;
}

/** A place where notices go. Rejects when the notice is not known to have arrived; it is then tried again. */
export interface NoticeSink {
  readonly name: string;
  deliver(notice: Notice): Promise<void>;
}
