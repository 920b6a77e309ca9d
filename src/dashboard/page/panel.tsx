import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { inThePast } from './past.ts';
import type { Resource } from './resource.ts';

interface PanelParts {
  readonly id: string;
  readonly title: string;
  /** What it shows: asked for while it is on the screen, or nearly. */
  readonly shows?: readonly Resource<unknown>[];
  /** It has no past: then it says so while the page shows one. */
  readonly live?: boolean;
  /** Beside the heading. */
  readonly aside?: ComponentChildren;
  readonly children: ComponentChildren;
}

const NEARLY = '300px';

/** A part of the page with its heading. */
export function Panel({ id, title, shows = [], live = false, aside, children }: PanelParts): JSX.Element {
  const element = useRef<HTMLElement>(null);
  useEffect(() => watchWhileSeen(element.current, shows), []);
  const fault = shows.map((resource) => resource.fault.value).find((words) => words !== null);
  const turning = shows.some((resource) => resource.turning.value);
  return (
    <section id={id} class="panel" aria-labelledby={`${id}-title`} aria-busy={turning} ref={element}>
      <header class="panel-head">
        <h2 id={`${id}-title`}>{title}</h2>
        {live && inThePast.value && <span class="chip">as of now</span>}
        <div class="panel-aside">{aside}</div>
      </header>
      {fault && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
      {children}
    </section>
  );
}

function watchWhileSeen(element: HTMLElement | null, resources: readonly Resource<unknown>[]): () => void {
  let watched: readonly (() => void)[] = [];
  const unwatch = (): void => {
    for (const end of watched) end();
    watched = [];
  };
  const observer = new IntersectionObserver(
    (entries) => {
      unwatch();
      if (entries.at(-1)?.isIntersecting) watched = resources.map((resource) => resource.watch());
    },
    { rootMargin: NEARLY },
  );
  if (element !== null) observer.observe(element);
  return () => {
    observer.disconnect();
    unwatch();
  };
}

/** In place of what is not there, or not yet. */
export const Nothing = ({ children }: { readonly children: ComponentChildren }): JSX.Element => (
  <p class="nothing">{children}</p>
);
