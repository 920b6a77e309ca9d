import { html, raw } from 'hono/html';
import type { Chart } from '../../charts/chart.ts';
import { svgOf } from '../../charts/svg.ts';
import { type Reply, type Table, type Text, writeText } from '../../reply.ts';

const STYLE = `
  :root { color-scheme: dark; font: 15px/1.5 system-ui, sans-serif; background: #111418; color: #d6dbe1; }
  body { max-width: 76rem; margin: 0 auto; padding: 1.5rem; }
  h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
  .good { color: #4cc38a; } .bad { color: #ff7b72; } .warning { color: #e3b341; }
  .scroll { overflow-x: auto; }
  table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
  th, td { padding: .2rem .9rem .2rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid #262c33; }
  .right { text-align: right; } td.right { white-space: nowrap; }
  .charts { display: flex; flex-wrap: wrap; gap: 1rem; }
  figure { margin: 0; } svg { max-width: 100%; height: auto; } figcaption { max-width: 25rem; font-size: .85rem; }
  @media (max-width: 30rem) {
    body { padding: .75rem; } table { font-size: .8rem; } th, td { padding-right: .5rem; }
  }
`;

/** One page that needs nothing beside it: the parts of a report and its charts. */
export async function reportPage(
  title: string,
  sections: readonly Reply[],
  charts: readonly Chart[],
): Promise<string> {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<h1>${title}</h1>
${sections.map(section)}
<h2>Charts</h2>
<div class="charts">${charts.map(figure)}</div>
</body>
</html>
`;
  return String(await page);
}

const section = ({ title, tone, text, fields, table }: Reply) => html`<section>
<h2 class="${tone}">${title}</h2>
${text === undefined ? '' : html`<p>${words(text)}</p>`}
${(fields ?? []).map(({ name, value }) => html`<p><b>${name}</b> ${words(value)}</p>`)}
${table === undefined ? '' : tableOf(table)}
</section>
`;

const tableOf = ({ columns, rows }: Table) => html`<div class="scroll"><table>
<thead><tr>${columns.map(({ name, align }) => html`<th class="${align}">${breakable(name)}</th>`)}</tr></thead>
<tbody>${rows.map(
  (row) =>
    html`<tr>${row.map((cell, i) => html`<td class="${columns[i]?.align ?? 'left'}">${words(cell)}</td>`)}</tr>
`,
)}</tbody>
</table></div>`;

/** The key of a setting may be broken within, so that it leaves room for what it came to. */
const breakable = (name: string) =>
  name.split(/(?<=[._])/).map((part, i) => (i === 0 ? part : html`<wbr>${part}`));

const figure = (chart: Chart) => html`<figure role="img" aria-label="${chart.alt}">
${raw(svgOf(chart))}
<figcaption>${chart.facts}</figcaption>
</figure>`;

const words = (text: Text): string => writeText(text, ({ at }) => at);
