import { COLOURS } from '../../charts/card.ts';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = { readonly [key: string]: Json };

/** The picture's own colours and what this page has in their place. */
export type Palette = Readonly<Record<keyof typeof COLOURS, string>>;

export interface PageManner {
  readonly palette: Palette;
  /** Of figures in the tooltip. */
  readonly decimals: number;
  /** Shows where in the whole one is, below the plot. */
  readonly slider: boolean;
}

export interface PageOption {
  readonly option: Readonly<Record<string, unknown>>;
  /** Logical pixels. */
  readonly height: number;
  /** What the picture says below its heading. */
  readonly note: string;
  /** Along its x axis there is something to zoom into. */
  readonly zooms: boolean;
}

const FONT = 'system-ui, sans-serif';
const TOP = 14;
const SLIDER = 34;

/**
 * A picture's definition as this page draws it: in the page's colours and font, its heading left to the page and
 * everything moved up by as much, with a tooltip, and a slider where there is an x axis to zoom into.
 */
export function pageOption(
  given: { readonly option: object; readonly height: number },
  manner: PageManner,
): PageOption {
  const { palette } = manner;
  const { title, backgroundColor: _, ...plain } = recolour(given.option as JsonObject, palette) as JsonObject;
  const moved = moveUp(plain);
  const xAxes = list(plain['xAxis']);
  const zooms = xAxes.every(({ type }) => type === 'category' || type === 'time');
  const slides = zooms && manner.slider;
  return {
    note: String(((title ?? {}) as JsonObject)['subtext'] ?? ''),
    height: given.height - moved.by + (slides ? SLIDER : 0),
    zooms,
    option: {
      ...moved.option,
      ...(slides && { grid: list(moved.option['grid']).map(aboveSlider) }),
      textStyle: { fontFamily: FONT, color: palette.text },
      tooltip: tooltip(plain, manner),
      ...(xAxes.length > 1 && { axisPointer: { link: [{ xAxisIndex: 'all' }] } }),
      ...(zooms && { dataZoom: zoom(xAxes.length, slides, palette) }),
    },
  };
}

/** A plot with a height of its own ends where it did. */
const aboveSlider = (grid: JsonObject): JsonObject =>
  grid['height'] === undefined ? { ...grid, bottom: SLIDER + 8 } : grid;

/** Every colour of the picture by the page's, every font by the system's. */
function recolour(value: Json, palette: Palette): Json {
  if (typeof value === 'string') return swap(value, palette);
  if (Array.isArray(value)) return value.map((each: Json) => recolour(each, palette));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, key === 'fontFamily' ? FONT : recolour(each, palette)]),
  );
}

const NAMES = Object.keys(COLOURS) as readonly (keyof typeof COLOURS)[];

function swap(text: string, palette: Palette): string {
  const name = NAMES.find((known) => COLOURS[known] === text);
  return name === undefined ? text : palette[name];
}

/** The plots and what is written below them, without the room that the heading took. */
function moveUp(option: JsonObject): { readonly option: JsonObject; readonly by: number } {
  const grids = list(option['grid']);
  const by = Math.min(...grids.map((grid) => Number(grid['top'] ?? TOP))) - TOP;
  const graphic = list(option['graphic']).map((part) =>
    part['type'] === 'line'
      ? { ...part, shape: shifted(part['shape'] as JsonObject, ['y1', 'y2'], by) }
      : shifted(part, ['y'], by),
  );
  return {
    by,
    option: {
      ...option,
      grid: grids.map((grid) => shifted(grid, ['top'], by)),
      ...(graphic.length > 0 && { graphic }),
    },
  };
}

const shifted = (part: JsonObject, keys: readonly string[], by: number): JsonObject => ({
  ...part,
  ...Object.fromEntries(keys.map((key) => [key, Number(part[key] ?? by) - by])),
});

function list(value: Json | undefined): readonly JsonObject[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]) as readonly JsonObject[];
}

/** Drawn on the canvas: one made of markup would need styles in the page's text. */
const tooltip = (option: JsonObject, { palette, decimals }: PageManner): object => ({
  trigger:
    list(option['series']).some(({ type }) => type === 'scatter') && list(option['xAxis']).length === 1
      ? 'item'
      : 'axis',
  renderMode: 'richText',
  confine: true,
  backgroundColor: palette.card,
  borderColor: palette.line,
  textStyle: { fontFamily: FONT, fontSize: 12, color: palette.text },
  axisPointer: { lineStyle: { color: palette.quiet }, crossStyle: { color: palette.quiet } },
  valueFormatter: (value: unknown) => valueText(value, decimals),
});

/** The last of a pair is the height. */
function valueText(value: unknown, decimals: number): string {
  const height = Array.isArray(value) ? value.at(-1) : value;
  if (typeof height !== 'number') return '–';
  return height.toLocaleString('en', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** The wheel alone scrolls the page. */
const zoom = (axes: number, slides: boolean, palette: Palette): readonly object[] => {
  const xAxisIndex = Array.from({ length: axes }, (_, i) => i);
  return [
    {
      type: 'inside',
      xAxisIndex,
      zoomOnMouseWheel: 'ctrl',
      moveOnMouseWheel: false,
      preventDefaultMouseMove: false,
    },
    ...(slides ? [slider(xAxisIndex, palette)] : []),
  ];
};

const slider = (xAxisIndex: readonly number[], palette: Palette): object => ({
  type: 'slider',
  xAxisIndex,
  height: 20,
  bottom: 6,
  showDetail: false,
  brushSelect: false,
  borderColor: palette.line,
  fillerColor: 'rgba(120, 150, 190, 0.18)',
  handleStyle: { color: palette.card, borderColor: palette.quiet },
  moveHandleStyle: { color: palette.line },
  dataBackground: {
    lineStyle: { color: palette.line },
    areaStyle: { color: palette.line, opacity: 0.3 },
  },
  selectedDataBackground: {
    lineStyle: { color: palette.quiet },
    areaStyle: { color: palette.quiet, opacity: 0.15 },
  },
});
