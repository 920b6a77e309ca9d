import { createColors } from 'picocolors';
import type { Finding } from './finding.ts';

type Verdict = Finding['verdict'];

const WIDTH = 'warning'.length;

/** Each finding as one line, whatever is in its text; `colour` for a terminal. */
export function findingLine({ verdict, subject, text }: Finding, colour: boolean): string {
  const { green, yellow, red, dim, bold } = createColors(colour);
  const paint: Readonly<Record<Verdict, (text: string) => string>> = {
    pass: green,
    warning: yellow,
    fail: (shown) => bold(red(shown)),
    skip: dim,
  };
  return `${paint[verdict](verdict.padEnd(WIDTH))}  ${subject}: ${oneLine(text)}`;
}

/** How many there were of each kind; the exit code is 1 where anything failed, else 0. */
export function conclude(findings: readonly Finding[]): { readonly text: string; readonly exitCode: 0 | 1 } {
  const count = (verdict: Verdict): number =>
    findings.filter((finding) => finding.verdict === verdict).length;
  const warnings = count('warning');
  const counts = [
    `${count('pass')} passed`,
    `${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`,
    `${count('fail')} failed`,
    `${count('skip')} not looked at`,
  ].join(', ');
  const text = count('fail') > 0 ? `Not ready: ${counts}.` : `Ready to start: ${counts}.`;
  return { text, exitCode: count('fail') > 0 ? 1 : 0 };
}

const oneLine = (text: string): string => text.replace(/\s*\p{Cc}+\s*/gu, ' ').trim();
