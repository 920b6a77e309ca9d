import { effect, signal } from '@preact/signals';

export type Theme = 'system' | 'light' | 'dark';

const KEY = 'theme';
const NEXT: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };

const kept = localStorage.getItem(KEY);
export const theme = signal<Theme>(kept === 'light' || kept === 'dark' ? kept : 'system');

const system = matchMedia('(prefers-color-scheme: dark)');
/** Counts how often the colours have changed: what is drawn with them is drawn anew. */
export const colours = signal(0);

effect(() => {
  const root = document.documentElement;
  if (theme.value === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = theme.value;
  colours.value = colours.peek() + 1;
});
system.addEventListener('change', () => {
  colours.value += 1;
});

/** Follow the system, light, dark, and round again. */
export function turnTheme(): void {
  theme.value = NEXT[theme.value];
  if (theme.value === 'system') localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, theme.value);
}
