import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { pageOption } from './chart-option.ts';
import type { Drawing } from './draw-chart.ts';
import { Icon } from './icons.tsx';
import { pagePalette } from './palette.ts';
import { Nothing } from './panel.tsx';
import type { Resource } from './resource.ts';
import { colours } from './theme.ts';
import type { Chart, ChartName } from './wire-types.ts';

interface ChartViewParts {
  readonly resource: Resource<Chart>;
  readonly name: ChartName;
  readonly slider: boolean;
}

/** Of an amount or a price, and of a count or a share. */
const DECIMALS: Readonly<Record<ChartName, number>> = {
  ladder: 2,
  receipt: 2,
  equity: 2,
  daily: 2,
  price: 2,
  legs: 1,
  funnel: 0,
  calibration: 1,
  forecast: 2,
};

/** A chart of the API, to look at closely: hover, zoom, and its figures in words. */
export function ChartView({ resource, name, slider }: ChartViewParts): JSX.Element {
  const chart = resource.data.value;
  if (chart === null) return <Nothing>The chart is being asked for …</Nothing>;
  if (!('option' in chart))
    return (
      <figure class="chart">
        <h3>{chart.title}</h3>
        <Nothing>{chart.why}</Nothing>
      </figure>
    );
  return <DrawnChart chart={chart} name={name} slider={slider} />;
}

interface DrawnChartParts extends Pick<ChartViewParts, 'name' | 'slider'> {
  readonly chart: Extract<Chart, { option: object }>;
}

function DrawnChart({ chart, name, slider }: DrawnChartParts): JSX.Element {
  const element = useRef<HTMLDivElement>(null);
  const drawing = useRef<Drawing | null>(null);
  const drawn = useRef<ChartName | null>(null);
  const [ready, setReady] = useState(false);
  const [note, setNote] = useState('');
  const [zooms, setZooms] = useState(false);

  useEffect(() => {
    let gone = false;
    // Most of the page's bytes, and none of what is needed first.
    void import('./draw-chart.ts').then(({ drawIn }) => {
      if (gone || element.current === null) return;
      drawing.current = drawIn(element.current);
      setReady(true);
    });
    return () => {
      gone = true;
      drawing.current?.end();
    };
  }, []);

  const turn = colours.value;
  useEffect(() => {
    if (element.current === null || drawing.current === null) return;
    const palette = pagePalette(element.current);
    const wanted = pageOption(chart, { palette, decimals: DECIMALS[name], slider });
    drawing.current.show(wanted, drawn.current === name);
    drawn.current = name;
    setNote(wanted.note);
    setZooms(wanted.zooms);
  }, [chart, name, ready, turn]);

  return (
    <figure class="chart">
      <div class="chart-head">
        <h3>{chart.title}</h3>
        {zooms && (
          <fieldset class="chart-zoom" aria-label="Zoom">
            <ZoomButton icon="more" words="Zoom in" onClick={() => drawing.current?.zoom(1.6)} />
            <ZoomButton icon="less" words="Zoom out" onClick={() => drawing.current?.zoom(1 / 1.6)} />
            <ZoomButton icon="whole" words="Show the whole" onClick={() => drawing.current?.zoom(0)} />
          </fieldset>
        )}
      </div>
      <p class="chart-note quiet">{note}</p>
      <div class="chart-canvas" ref={element} role="img" aria-label={chart.alt} />
      <figcaption class="quiet">{chart.facts}</figcaption>
    </figure>
  );
}

interface ZoomButtonParts {
  readonly icon: 'more' | 'less' | 'whole';
  readonly words: string;
  readonly onClick: () => void;
}

const ZoomButton = ({ icon, words, onClick }: ZoomButtonParts): JSX.Element => (
  <button type="button" class="plain" title={words} onClick={onClick}>
    <Icon name={icon} />
    <span class="unseen">{words}</span>
  </button>
);
