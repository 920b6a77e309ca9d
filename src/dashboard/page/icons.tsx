import type { JSX } from 'preact';

const PATHS = {
  ready: <path d="M3.5 12.5 6.5 8.5 9 10.5 12.5 4.5" />,
  open: <circle cx="8" cy="8" r="4" fill="currentColor" />,
  paused: <path d="M5.5 4v8M10.5 4v8" />,
  alarm: <path d="M8 2 15 14H1ZM8 6.5v3.5M8 12v.2" />,
  won: <path d="M3 8.5 6.5 12 13 4.5" />,
  lost: <path d="M4 4l8 8M12 4l-8 8" />,
  void: <circle cx="8" cy="8" r="4.5" />,
  target: <path d="M8 1.5 10 6l4.8.4-3.7 3.1 1.2 4.7L8 11.7l-4.3 2.5 1.2-4.7L1.2 6.4 6 6Z" />,
  money: <path d="M8 2v12M11 4.5C9 3 5 3.5 5 6s6 1.5 6 4.2S7 13 5 11.5" />,
  run: <path d="M5 3.5v9l7.5-4.5Z" />,
  setting: <path d="M2 5h12M2 11h12M6 3v4M10.5 9v4" />,
  book: <path d="M3 3h4.5v10H3ZM8.5 3H13v10H8.5Z" />,
  skip: <path d="M3 13 13 3M8 2.5a5.5 5.5 0 1 0 .01 0Z" />,
  light: (
    <path d="M8 5.2a2.8 2.8 0 1 0 .01 0ZM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M13 3l-1 1M4 12l-1 1" />
  ),
  dark: <path d="M13.5 9.5A6 6 0 1 1 6.5 2.5 5 5 0 0 0 13.5 9.5Z" />,
  system: <path d="M2 3h12v8H2ZM6 14h4M8 11v3" />,
  leave: <path d="M6.5 3H3v10h3.5M7 8h7M11 5l3 3-3 3" />,
  back: <path d="M10 3 5 8l5 5" />,
  on: <path d="M6 3l5 5-5 5" />,
  first: <path d="M12 3 7 8l5 5M4 3v10" />,
  last: <path d="M4 3l5 5-5 5M12 3v10" />,
  close: <path d="M4 4l8 8M12 4l-8 8" />,
  more: <path d="M8 3v10M3 8h10" />,
  less: <path d="M3 8h10" />,
  whole: <path d="M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10" />,
  prompt: <path d="M3 4l4 4-4 4M8.5 12.5H13" />,
} as const;

export type IconName = keyof typeof PATHS;

/** For the eye alone: what it means stands beside it in words. */
export const Icon = ({ name }: { readonly name: IconName }): JSX.Element => (
  <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
    {PATHS[name]}
  </svg>
);
