import { formsOf } from './secret-forms.ts';

export const REDACTED = '[redacted]';

export interface Redactor {
  /** From now on this value is shown nowhere; such as a session token learned at run time. */
  add(secret: string): void;
  /** The text without any known secret and without what stands behind a suspicious name. */
  text(text: string): string;
}

/** Anything shorter would blot out ordinary words. */
const SHORTEST = 4;

const NAME =
  'passw(?:or)?d|passphrase|secret|token|session|app[_-]?key|api[_-]?key|private[_-]?key|authori[sz]ation|cookie|credential|x-application|x-authentication';

const SUSPICIOUS = new RegExp(`${NAME}|^(?:pass|pwd)$`, 'i');

/** `"token":"..."` (also with escaped quotes), `token=...`, and header lines. */
const QUOTED = new RegExp(String.raw`((?:${NAME})[\w.-]{0,40}\\*["']\s{0,9}:\s{0,9}\\*["'])[^"'\\]+`, 'gi');
const ASSIGNED = new RegExp(String.raw`((?:${NAME})[\w.-]{0,40}=)[^&\s"',;]+`, 'gi');
const HEADER = /((?:authorization|x-authentication|x-application|cookie)\s{0,9}:\s{0,9})[^\r\n"',}]+/gi;

/** True for names whose values are not to be shown, whatever they are. */
export const isSuspicious = (name: string) => SUSPICIOUS.test(name);

/** Takes secrets out of texts, in any of the forms that `formsOf` lists. */
export function createRedactor(secrets: readonly string[] = []): Redactor {
  const known = new Set<string>();
  let pattern: RegExp | null = null;
  const add = (secret: string) => {
    if (secret.length < SHORTEST) return;
    for (const form of formsOf(secret)) known.add(form);
    const longestFirst = [...known].toSorted((a, b) => b.length - a.length);
    pattern = new RegExp(longestFirst.map(asLiteral).join('|'), 'g');
  };
  for (const secret of secrets) add(secret);
  return {
    add,
    text: (text) => {
      const clean = pattern === null ? text : text.replace(pattern, REDACTED);
      return clean
        .replace(QUOTED, `$1${REDACTED}`)
        .replace(ASSIGNED, `$1${REDACTED}`)
        .replace(HEADER, `$1${REDACTED}`);
    },
  };
}

const asLiteral = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
