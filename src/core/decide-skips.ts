import { type Decision, type IntentOf, refuse } from './intents.ts';
import { sameSkip, skipsAt } from './skips.ts';
import type { State } from './state.ts';

/** What is skipped already is so anew, with another reason or end. */
export function skip({ now, what, name, why, until }: IntentOf<'skip'>, state: State): Decision {
  const before = skipsAt(state, now).find((known) => sameSkip(known, { what, name }));
  return before?.why === why && before.until === until
    ? refuse('unchanged', `The ${what} ${before.name} is skipped already.`)
    : [{ type: 'MARKETS_SKIPPED', data: { what, name, why, until } }];
}

export function endSkip({ now, what, name }: IntentOf<'end_skip'>, state: State): Decision {
  const known = skipsAt(state, now).find((each) => sameSkip(each, { what, name }));
  return known === undefined
    ? refuse('not-skipped', `The ${what} ${name} is not skipped.`)
    : [{ type: 'SKIP_ENDED', data: { what, name: known.name } }];
}
