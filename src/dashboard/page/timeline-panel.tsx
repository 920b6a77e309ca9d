import type { JSX } from 'preact';
import { createDraft } from './draft.ts';
import { type EventKind, kindOf } from './event-kinds.ts';
import { Icon, type IconName } from './icons.tsx';
import { countText } from './money.ts';
import { Panel } from './panel.tsx';
import { at, lastSeq, showPast } from './past.ts';
import { events, eventsShown } from './store.ts';
import type { LoggedEvent } from './wire-types.ts';
import { Time } from './words.tsx';

const MORE = 60;

const KIND_ICONS: Readonly<Record<EventKind, IconName>> = {
  won: 'won',
  lost: 'lost',
  void: 'void',
  target: 'target',
  bet: 'money',
  pause: 'paused',
  run: 'run',
  setting: 'setting',
  books: 'book',
  skip: 'skip',
};

/** The log, newest first, and a way back through it that takes the whole page along. */
export function TimelinePanel(): JSX.Element {
  const page = events.data.value;
  const newestFirst = page === null ? [] : [...page.events].reverse();
  const oldest = newestFirst.at(-1)?.seq ?? 1;
  return (
    <Panel
      id="timeline"
      title="Timeline"
      shows={[events]}
      aside={<span class="quiet">{countText(lastSeq.value)} events</span>}
    >
      <Scrubber />
      <section class="scroll events-scroll" aria-label="Events, newest first" tabIndex={0}>
        <ol class="events" reversed>
          {newestFirst.map((event) => (
            <EventRow key={event.seq} event={event} />
          ))}
        </ol>
        {oldest > 1 && (
          <button
            type="button"
            class="plain"
            onClick={() => {
              eventsShown.value += MORE;
            }}
          >
            Show earlier events
          </button>
        )}
      </section>
    </Panel>
  );
}

/** Follows the hand a little later than it moves, so that not every event on the way is asked for. */
const dragged = createDraft<number>(120, showPast);

function Scrubber(): JSX.Element {
  const value = dragged.value.value ?? at.value ?? lastSeq.value;
  return (
    <div class="scrubber">
      <label for="scrubber">Show the page as it was after event</label>
      <input
        id="scrubber"
        type="range"
        min={1}
        max={Math.max(1, lastSeq.value)}
        value={value}
        aria-valuetext={at.value === null ? 'now' : `event ${value} of ${lastSeq.value}`}
        onInput={({ currentTarget }) => dragged.put(Number(currentTarget.value))}
      />
      <output class="figure" for="scrubber">
        {at.value === null ? 'now' : countText(value)}
      </output>
    </div>
  );
}

function EventRow({ event }: { readonly event: LoggedEvent }): JSX.Element {
  const kind = kindOf(event.type);
  const chosen = event.seq === at.value;
  return (
    <li class={`event event-${kind}`} aria-current={chosen ? 'time' : undefined}>
      <span class="event-mark">
        <Icon name={KIND_ICONS[kind]} />
      </span>
      <span class="event-time quiet">
        <Time at={event.at} />
      </span>
      <span class="event-text">
        {event.text.charAt(0).toUpperCase() + event.text.slice(1)}
        {event.actor !== 'system' && <span class="quiet"> · {event.actor}</span>}
      </span>
      <button
        type="button"
        class="link figure"
        onClick={() => showPast(event.seq)}
        title={`Show the page as it was after this event (${event.type})`}
      >
        <span class="unseen">Show the page as it was after event </span>
        {event.seq}
      </button>
    </li>
  );
}
