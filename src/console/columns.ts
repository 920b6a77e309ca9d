import Table from 'cli-table3';
import stringWidth from 'string-width';

const GAP = '  ';
/** A column is not made narrower than this to fit. */
const NARROWEST = 12;

const NO_BORDERS = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: GAP,
};

/** Rows of cells as aligned lines; the widest columns wrap where the width is too small. */
export function columns(
  rows: readonly (readonly string[])[],
  aligns: readonly ('left' | 'right')[],
  width: number,
): string {
  const natural = aligns.map((_, column) =>
    Math.max(1, ...rows.flatMap((row) => (row[column] ?? '').split('\n')).map((line) => stringWidth(line))),
  );
  const table = new Table({
    chars: NO_BORDERS,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
    colAligns: [...aligns],
    colWidths: [...narrow(natural, width - GAP.length * (aligns.length - 1))],
    wordWrap: true,
  });
  table.push(...rows.map((row) => aligns.map((_, column) => row[column] ?? '')));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** Takes from the widest column until all fit, or none can give any more. */
function narrow(natural: readonly number[], width: number): readonly number[] {
  const widths = [...natural];
  let excess = widths.reduce((sum, one) => sum + one, 0) - width;
  while (excess > 0) {
    const widest = Math.max(...widths);
    if (widest <= NARROWEST) break;
    widths[widths.indexOf(widest)] = widest - 1;
    excess -= 1;
  }
  return widths;
}
