import type { EChartsOption } from 'echarts';

/** Logical pixels: as wide as a phone shows a picture, so that a size of 12 in here is about 12 there. */
export const CHART_WIDTH = 400;

/** One picture's definition, the same wherever it is drawn. */
export interface Chart {
  /** The stem of a file's name. */
  readonly name: string;
  readonly title: string;
  /** The key figures, in a sentence or two. */
  readonly facts: string;
  /** What the picture shows with its figures, for those who do not see it. */
  readonly alt: string;
  /** Logical pixels. */
  readonly height: number;
  /** Plain data without functions, so that a browser can be sent it; money in major units, times as the wall clock showed them. */
  readonly option: EChartsOption;
}

/** Where there is nothing to draw yet. */
export interface NoChart {
  readonly title: string;
  /** A sentence. */
  readonly why: string;
}

/** How figures are written: an ISO currency code and an IANA time zone. */
export interface Manner {
  readonly currency: string;
  readonly timeZone: string;
}
