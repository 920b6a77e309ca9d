import type { Mode } from '../core/events.ts';
import { NO_APPLICATION } from './interview.ts';

export interface SetUp {
  readonly files: readonly { readonly path: string; readonly names: readonly string[] }[];
  readonly mode: Mode;
  /** Variables that the environment sets as well. */
  readonly shadowed: readonly string[];
  /** Null where there is no bot on Discord; else the address that lets it into a server, if its token tells one. */
  readonly discord: { readonly invitation: string | null } | null;
}

const MODES: Readonly<Record<Mode, string>> = {
  demo: 'It starts as a demo: no BETFAIR variable is set.',
  dry_run:
    'It starts as a dry run: real prices, paper bets. Real money needs system.dry_run false, and /arm.',
  live: 'It starts live: real money is bet once the owner says /arm.',
};

const sayInvitation = (invitation: string | null): string =>
  invitation === null
    ? `Beware of DISCORD_TOKEN. ${NO_APPLICATION}`
    : `Let the bot into the Discord server with\n  ${invitation}`;

/** What was done and what comes next, for whoever set it up. Shows names, never values. */
export function reportSetup({ files, mode, shadowed, discord }: SetUp): string {
  const written = files.map(({ path, names }) => `  ${path}: ${names.join(', ')}`);
  return [
    ...(written.length === 0 ? ['Nothing is to be changed.'] : ['Written:', ...written]),
    ...shadowed.map((name) => `Beware: ${name} is set in the environment too, and that counts.`),
    MODES[mode],
    ...(discord === null ? [] : [sayInvitation(discord.invitation)]),
    'Next: npm run doctor, then npm start.',
  ].join('\n');
}
