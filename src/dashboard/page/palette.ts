import { COLOURS } from '../../charts/card.ts';
import type { Palette } from './chart-option.ts';

/** The page's present colours as a canvas understands them: the browser works out which of the two is in force. */
export function pagePalette(element: HTMLElement): Palette {
  const probe = element.appendChild(document.createElement('span'));
  const entries = Object.keys(COLOURS).map((name) => {
    probe.style.color = `var(--${name})`;
    return [name, getComputedStyle(probe).color];
  });
  probe.remove();
  return Object.fromEntries(entries) as Palette;
}
