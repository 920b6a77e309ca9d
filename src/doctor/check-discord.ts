import type { PlaceSeen } from '../discord/look/place-seen.ts';
import type { Finding } from './finding.ts';

const VERDICTS: Readonly<Record<PlaceSeen['state'], Finding['verdict']>> = {
  well: 'pass',
  wanting: 'warning',
  amiss: 'fail',
  unset: 'skip',
};

/** What was seen on Discord, as findings. */
export const checkDiscord = (looked: readonly PlaceSeen[]): readonly Finding[] =>
  looked.map(({ what, state, text }) => ({ verdict: VERDICTS[state], subject: what, text }));
