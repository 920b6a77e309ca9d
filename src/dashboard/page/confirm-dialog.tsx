import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { now } from './clock.ts';
import { confirm, decline, type Question, question } from './run-command.ts';

/** Asks before a command that changes something is done. */
export function ConfirmDialog(): JSX.Element | null {
  const asked = question.value;
  return asked === null ? null : <Asking key={asked.confirm} asked={asked} />;
}

function Asking({ asked }: { readonly asked: Question }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const left = Math.ceil((Date.parse(asked.expiresAt) - now.value) / 1_000);
  return (
    <dialog
      ref={dialog}
      class="confirm"
      aria-labelledby="confirm-title"
      aria-describedby="confirm-effect"
      onCancel={(event) => {
        event.preventDefault();
        decline(asked);
      }}
    >
      <h2 id="confirm-title">Do this?</h2>
      <p id="confirm-effect" class="effect">
        {asked.effect}
      </p>
      <p class="quiet">
        <code>{asked.line}</code>
        {left > 0 ? ` · the question holds for ${left} s` : ' · the question has expired: ask again'}
      </p>
      <div class="confirm-buttons">
        <button type="button" class="main" disabled={left <= 0} onClick={() => void confirm(asked)}>
          Yes, do it
        </button>
        <button type="button" autofocus onClick={() => decline(asked)}>
          No, leave it
        </button>
      </div>
    </dialog>
  );
}
