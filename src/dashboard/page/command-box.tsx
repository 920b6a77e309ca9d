import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { partTyped } from '../../command-line/part-typed.ts';
import { readLine } from '../../command-line/read-line.ts';
import { getJson, withQuery } from './api.ts';
import { type Completion, completionsOf } from './completions.ts';
import { Icon } from './icons.tsx';
import { ReplyView } from './reply-view.tsx';
import { type Exchange, exchanges, forget, runCommand, tellFault } from './run-command.ts';
import { commands } from './store.ts';
import { moved, NOTHING_TYPED, withLine } from './typed-history.ts';
import type { Suggestions } from './wire-types.ts';

const line = signal('');
const offered = signal<readonly Completion[]>([]);
/** Which completion is marked; -1 for none: then Enter sends the line. */
const marked = signal(-1);
const typed = signal(NOTHING_TYPED);
const repliesOpen = signal(true);

/** Commands as on the console, docked at the page's foot, with their answers above. */
export function CommandBox(): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  const [focused, setFocused] = useState(false);
  const known = commands.data.value;
  useEffect(() => commands.watch(), []);
  // The commands may be known only after someone has come to the box.
  useEffect(() => {
    if (focused) void offer();
  }, [focused, known]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const inField = (event.target as Element).closest('input, select, textarea, dialog') !== null;
      if (event.key !== '/' || inField) return;
      event.preventDefault();
      input.current?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  const listed = focused ? offered.value : [];
  return (
    <section class="commands" aria-label="Commands">
      <Replies />
      <form
        class="command"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Icon name="prompt" />
        <label class="unseen" for="command">
          Command
        </label>
        <input
          id="command"
          ref={input}
          role="combobox"
          aria-expanded={listed.length > 0}
          aria-controls="completions"
          aria-autocomplete="list"
          aria-activedescendant={
            marked.value >= 0 && listed.length > 0 ? `completion-${marked.value}` : undefined
          }
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          placeholder="Type a command, such as status or odds 3 4"
          value={line.value}
          onInput={({ currentTarget }) => setLine(currentTarget.value)}
          onKeyDown={onKeyDown}
          onFocus={() => setFocused(true)}
          onBlur={() => setFocused(false)}
        />
        <span class="hint" aria-hidden="true">
          /
        </span>
        <button type="submit" class="main">
          Run
        </button>
      </form>
      <div
        id="completions"
        class="completions"
        role="listbox"
        aria-label="What may be typed"
        hidden={listed.length === 0}
      >
        {listed.map((completion, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the box's, as a combobox has them.
          <div
            key={completion.line}
            id={`completion-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === marked.value}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => setLine(completion.line)}
          >
            <span>{completion.name}</span>
            <span class="quiet">{completion.description}</span>
          </div>
        ))}
      </div>
    </section>
  );
}

function setLine(text: string): void {
  line.value = text;
  marked.value = -1;
  void offer();
}

/** Offers what may come next; an answer to an older line is dropped. */
async function offer(): Promise<void> {
  const known = commands.data.value?.commands ?? [];
  const text = line.value;
  const part = partTyped(text, known);
  offered.value = completionsOf(text, part, known, []);
  if (part.kind !== 'option') return;
  const { command, option, typed: begun, given } = part;
  const spec = known.find(({ name }) => name === command)?.options.find(({ name }) => name === option);
  if (spec?.suggests !== true) return;
  const asked = withQuery('/api/suggest', { command, option, typed: begun, given: JSON.stringify(given) });
  const { suggestions } = await getJson<Suggestions>(asked).catch(() => ({ suggestions: [] }));
  if (line.value === text) offered.value = completionsOf(text, part, known, suggestions);
}

function onKeyDown(event: KeyboardEvent): void {
  const count = offered.value.length;
  if (event.key === 'Escape') {
    offered.value = [];
    marked.value = -1;
  } else if (event.key === 'Tab' && !event.shiftKey && count > 0 && line.value !== '') {
    event.preventDefault();
    take(Math.max(0, marked.value));
  } else if (event.key === 'Enter' && marked.value >= 0) {
    event.preventDefault();
    take(marked.value);
  } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    arrow(event.key === 'ArrowDown' ? 1 : -1, count);
  }
}

const take = (place: number): void => {
  const completion = offered.value[place];
  if (completion) setLine(completion.line);
};

/** Through the completions of a line that is being typed, else through the lines that were. */
function arrow(by: -1 | 1, count: number): void {
  const { lines, place } = typed.value;
  const recalling = line.value === '' || (place < lines.length && line.value === lines[place]);
  if (count > 0 && (!recalling || marked.value >= 0)) {
    marked.value = Math.max(-1, Math.min(count - 1, marked.value + by));
    return;
  }
  const to = moved(typed.value, by, line.value);
  if (to === null) {
    if (by === 1 && count > 0) marked.value = 0;
    return;
  }
  typed.value = to[0];
  line.value = to[1];
  offered.value = [];
}

function submit(): void {
  const text = line.value.trim();
  const known = commands.data.value?.commands;
  if (text === '') return;
  if (known === undefined) {
    tellFault(text, 'The commands are not known yet; send it again in a moment.');
    return;
  }
  typed.value = withLine(typed.value, text);
  line.value = '';
  offered.value = [];
  repliesOpen.value = true;
  const read = readLine(text, known);
  if (read.kind === 'fault') tellFault(text, read.message);
  if (read.kind === 'call') void runCommand(text, read.name, read.options);
}

function Replies(): JSX.Element | null {
  const all = exchanges.value;
  if (all.length === 0) return null;
  const shown = repliesOpen.value;
  return (
    <div class="replies">
      <div class="replies-head">
        <button
          type="button"
          class="plain"
          aria-expanded={shown}
          onClick={() => {
            repliesOpen.value = !shown;
          }}
        >
          {shown ? 'Hide answers' : `Show ${all.length === 1 ? 'the answer' : `${all.length} answers`}`}
        </button>
        {shown && (
          <button
            type="button"
            class="plain"
            onClick={() => {
              exchanges.value = [];
            }}
          >
            Clear
          </button>
        )}
      </div>
      <div class="replies-list" role="log" aria-label="Answers" hidden={!shown} tabIndex={shown ? 0 : -1}>
        {all.map((exchange) => (
          <ExchangeView key={exchange.id} exchange={exchange} />
        ))}
      </div>
    </div>
  );
}

const ExchangeView = ({
  exchange: { id, line: asked, answer },
}: {
  readonly exchange: Exchange;
}): JSX.Element => (
  <div class="exchange">
    <p class="asked">
      <code>{asked}</code>
      <button type="button" class="plain" onClick={() => forget(id)} title="Take away">
        <Icon name="close" />
        <span class="unseen">Take the answer to {asked} away</span>
      </button>
    </p>
    {answer.kind === 'waiting' && <p class="quiet">…</p>}
    {answer.kind === 'reply' && <ReplyView reply={answer.reply} />}
    {answer.kind === 'refused' && (
      <article class="reply reply-warning">
        <h3>{answer.title}</h3>
        <p class="words">{answer.message}</p>
      </article>
    )}
  </div>
);
