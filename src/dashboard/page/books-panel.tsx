import type { JSX } from 'preact';
import { Amount, Signed } from './amounts.tsx';
import { Icon } from './icons.tsx';
import { amountText, countedText, signedText } from './money.ts';
import { Nothing, Panel } from './panel.tsx';
import { books, present } from './store.ts';
import type { Books } from './wire-types.ts';
import { Distance } from './words.tsx';

/** Where the money is by the log's own books, and whether the exchange agrees. */
export function BooksPanel(): JSX.Element {
  const data = books.data.value;
  return (
    <Panel
      id="books"
      title="Books"
      shows={[books]}
      aside={<span class="quiet">{present.data.value?.currency}</span>}
    >
      {data && (
        <>
          <Verdict books={data} />
          <table class="sum">
            <caption class="unseen">What came in and where it is</caption>
            <tbody>
              <SumRow name="Put in" amount={<Amount amount={data.outlay} />} />
              <SumRow name="Won and lost, before commission" amount={<Signed amount={data.gross} />} />
              <tr class="sum-line">
                <th scope="row">is</th>
                <td class="right figure">{amountText(data.outlay + data.gross)}</td>
              </tr>
              <SumRow name="Pot" amount={<Amount amount={data.pot} />} />
              <SumRow name="Taken out" amount={<Amount amount={data.banked} />} />
              <SumRow name="Commission" amount={<Amount amount={data.commission} />} />
            </tbody>
          </table>
          {data.differences.length > 0 && <Differences books={data} />}
          {data.strayOrders.length > 0 && (
            <p class="fault">
              Orders that bear the bot's reference and that its log does not know:{' '}
              {data.strayOrders.join(', ')}
            </p>
          )}
          {data.notFound > 0 && (
            <Nothing>
              {countedText(data.notFound, 'request')} the exchange did not know when it was asked.
            </Nothing>
          )}
        </>
      )}
    </Panel>
  );
}

function Verdict({
  books: { balances, checkedAt, differences, strayOrders },
}: {
  readonly books: Books;
}): JSX.Element {
  const good = balances && differences.length === 0 && strayOrders.length === 0;
  return (
    <p class={`verdict ${good ? 'good' : 'bad'}`}>
      <span class="verdict-mark">
        <Icon name={good ? 'won' : 'alarm'} />
      </span>
      <span>
        {balances ? 'The books balance. ' : 'The books do not balance. '}
        {checkedAt === null ? (
          'They have not been compared with the exchange yet.'
        ) : (
          <>
            {differences.length === 0
              ? 'The exchange agreed '
              : `${countedText(differences.length, 'difference')} to the exchange `}
            <Distance at={checkedAt} />.
          </>
        )}
      </span>
    </p>
  );
}

const SumRow = ({ name, amount }: { readonly name: string; readonly amount: JSX.Element }): JSX.Element => (
  <tr>
    <th scope="row">{name}</th>
    <td class="right">{amount}</td>
  </tr>
);

const WHAT: Readonly<Record<Books['differences'][number]['what'], string>> = {
  profit: 'another profit',
  commission: 'another commission',
  missing: 'not at the exchange',
  unknown: 'not in the log',
};

const Differences = ({ books: { differences } }: { readonly books: Books }): JSX.Element => (
  <div class="scroll">
    <table>
      <caption>Differences</caption>
      <thead>
        <tr>
          <th scope="col">Bet</th>
          <th scope="col">What</th>
          <th scope="col" class="right">
            Ours
          </th>
          <th scope="col" class="right">
            Theirs
          </th>
        </tr>
      </thead>
      <tbody>
        {differences.map(({ betId, what, ours, theirs }) => (
          <tr key={`${betId} ${what}`}>
            <th scope="row">{betId}</th>
            <td>{WHAT[what]}</td>
            <td class="right figure">{ours === null ? '–' : signedText(ours)}</td>
            <td class="right figure">{theirs === null ? '–' : signedText(theirs)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
