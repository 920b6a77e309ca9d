import { effect } from '@preact/signals';
import { lostSince } from './connection.ts';
import alarm from './icons/alarm.svg';
import open from './icons/open.svg';
import paused from './icons/paused.svg';
import ready from './icons/ready.svg';
import { present } from './store.ts';
import { titleOf } from './tone.ts';
import type { Tone } from './wire-types.ts';

const ICONS: Readonly<Record<Tone, string>> = { ready, open, paused, alarm };

/** The browser's tab tells how things stand when another one is being read. */
export function keepTabTitle(): void {
  effect(() => {
    const status = present.data.value;
    if (status === null) return;
    document.title = lostSince.value === null ? titleOf(status) : `Not connected · ${titleOf(status)}`;
    const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]');
    const wanted = ICONS[status.betting.tone];
    if (icon !== null && icon.getAttribute('href') !== wanted) icon.href = wanted;
  });
}
