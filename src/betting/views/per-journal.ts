import type { State } from '../../core/state.ts';

/** The same view, worked out anew only where the journal is another one than last: it may walk through all bets of all time. */
export function perJournal<View>(viewOf: (state: State) => View): (state: State) => View {
  let last: { readonly journal: State['journal']; readonly view: View } | null = null;
  return (state) => {
    if (last === null || last.journal !== state.journal)
      last = { journal: state.journal, view: viewOf(state) };
    return last.view;
  };
}
