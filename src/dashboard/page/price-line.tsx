import type { JSX } from 'preact';
import { linePath } from './line-path.ts';
import { priceText } from './money.ts';
import type { Open } from './wire-types.ts';

interface PriceLineParts {
  readonly prices: Open['prices'];
  /** Decimal odds. */
  readonly matched: number;
  /** ISO time of the placement. */
  readonly from: string;
}

const SIZE = { width: 320, height: 56 };

/** What our selection could be backed at since placement, beside the price matched. */
export function PriceLine({ prices, matched, from }: PriceLineParts): JSX.Element | null {
  const seen = prices.flatMap(({ at, back }) => (back === null ? [] : [{ x: Date.parse(at), y: back }]));
  const last = seen.at(-1);
  if (last === undefined) return null;
  const { path, level } = linePath([{ x: Date.parse(from), y: matched }, ...seen], matched, SIZE);
  return (
    <figure class="price-line">
      <svg
        viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`The price to back since placement: matched at ${priceText(matched)}, now ${priceText(last.y)}`}
      >
        <line class="price-matched" x1="0" x2={SIZE.width} y1={level} y2={level} />
        <path class="price-seen" d={path} />
      </svg>
      <figcaption class="quiet">
        Matched at <span class="figure">{priceText(matched)}</span>, now{' '}
        <span class="figure">{priceText(last.y)}</span>
        {last.y < matched && ': thought likelier than then'}
        {last.y > matched && ': thought less likely than then'}
      </figcaption>
    </figure>
  );
}
