import type { App } from '../../app.ts';
import type { Refused } from '../../command.ts';
import type { CommandLink, Reply, Table } from '../../reply.ts';
import type { Page } from './pages.ts';
import { counted } from './wording.ts';

interface Paged {
  /** Which takes `n` and `page`. */
  readonly command: string;
  /** What is listed, in the singular. */
  readonly thing: string;
  /** How many on a page. */
  readonly n: number;
  readonly found: Page<unknown>;
  readonly table: Table;
}

/** One page of a list of all time, with links to the pages beside it. */
export function pagedReply({ currency }: App, paged: Paged): Reply | Refused {
  const { thing, n, table } = paged;
  const { page, pages, total } = paged.found;
  if (page > pages) {
    const message = `There is no page ${page}: the last one is page ${pages} (${counted(total, thing)}, ${n} on a page).`;
    return { refused: 'no_such_page', message };
  }
  return {
    title: total === 0 ? `No ${thing}s yet` : `${counted(total, thing)} of all time`,
    tone: 'neutral',
    ...(total > 0 && { table, footer: `Page ${page} of ${pages}. Money in ${currency}.` }),
    links: turning(paged),
  };
}

function turning({ command, n, found: { page, pages } }: Paged): readonly CommandLink[] {
  const to = (label: string, target: number) => ({ label, command, options: { n, page: target } });
  return [...(page > 1 ? [to('Newer', page - 1)] : []), ...(page < pages ? [to('Older', page + 1)] : [])];
}
