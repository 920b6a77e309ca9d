import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { misreadLines, readDotEnvText } from '../config/dot-env-text.ts';
import { type Fault, formatFault } from '../config/fault.ts';
import { type Answers, planSetup, type SetupPlan } from '../config/plan-setup.ts';
import { applicationOf, invitation } from './discord/invitation.ts';
import { sayFileError } from './say-file-error.ts';
import { SetupCancelled } from './setup/asker.ts';
import { interview } from './setup/interview.ts';
import { reportSetup } from './setup/report.ts';
import { terminalAsker } from './setup/terminal-asker.ts';
import { PRIVATE, writeFile } from './setup/write-file.ts';
import { WrongCall } from './wrong-call.ts';

/** What the exit code tells those who started the program. */
const EXIT = { done: 0, broken: 1, faults: 2 } as const;

const HELP = `Sets the bot up: asks for what it needs and writes .env (for its owner alone) and the configuration file.

  npm run setup                     node dist/src/setup.js             asks at the terminal
  npm run setup -- --answers FILE   node dist/src/setup.js --answers FILE   takes NAME=value lines, - for standard input

A NAME is a variable (DISCORD_TOKEN) or a setting (betting.min_odds); an empty value unsets it, what is not named stays
as it is, and a setting that allows it is switched off by none. Nothing is written unless all of it is right.
A value that has a # in it stands within quotes. Exit code 0: done; 1: broken off; 2: something is wrong with the call or
the answers, each told.`;

/** In bytes: more than can be guessed. */
const TOKEN_LENGTH = 24;

const readText = (path: string): string => readFileSync(path, 'utf8');
const plan = (answers: Answers): SetupPlan => planSetup({ env: process.env, readFile: readText }, answers);
const invite = (token: string): string | null => {
  const id = applicationOf(token);
  return id === null ? null : invitation(id);
};

function readFlags() {
  try {
    return parseArgs({
      options: { answers: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    }).values;
  } catch (cause) {
    throw new WrongCall(`${sayFileError(cause)} (see --help)`, { cause });
  }
}

async function main(): Promise<number> {
  const values = readFlags();
  if (values.help) {
    process.stdout.write(`${HELP}\n`);
    return EXIT.done;
  }
  const scripted = values.answers ?? (process.stdin.isTTY === true ? null : '-');
  if (scripted === null) return carryOut(await askPerson());
  const lines = await readLines(scripted);
  const faults = misreadLines(lines, scripted === '-' ? 'answers' : scripted);
  return faults.length > 0 ? refuse(faults) : carryOut(new Map(Object.entries(readDotEnvText(lines))));
}

async function readLines(file: string): Promise<string> {
  try {
    return file === '-' ? await text(process.stdin) : readText(file);
  } catch (cause) {
    throw new WrongCall(`${file} cannot be read: ${sayFileError(cause)}`, { cause });
  }
}

function askPerson(): Promise<Answers> {
  const now = plan(new Map());
  const origins = now.kind === 'plan' ? now.config.origins : {};
  return interview({
    asker: terminalAsker({ input: process.stdin, output: process.stdout }),
    wrong: now.kind === 'faults' ? now.faults.map(formatFault) : [],
    present: (name) => origins[name]?.value,
    faultIn: (answers, name) => {
      const then = plan(answers);
      const fault = then.kind === 'faults' ? then.faults.find(({ path }) => path === name) : undefined;
      return fault?.allowed ?? null;
    },
    invitation: invite,
    makeToken: () => randomBytes(TOKEN_LENGTH).toString('base64url'),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
}

function carryOut(answers: Answers): number {
  const planned = plan(answers);
  if (planned.kind === 'faults') return refuse(planned.faults);
  const { files, config, shadowed } = planned;
  const written: string[] = [];
  for (const { path, text: content } of files) {
    try {
      writeFile(path, content, path === '.env' ? PRIVATE : undefined);
      written.push(path);
    } catch (error) {
      const so = written.length === 0 ? 'Nothing was written.' : `Written: ${written.join(', ')}.`;
      process.stderr.write(`${path} cannot be written: ${sayFileError(error)}. ${so}\n`);
      return EXIT.broken;
    }
  }
  const { discord, mode } = config;
  const report = { files, mode, shadowed, discord: discord && { invitation: invite(discord.token) } };
  process.stdout.write(`${reportSetup(report)}\n`);
  return EXIT.done;
}

function refuse(faults: readonly Fault[]): number {
  for (const fault of faults) process.stderr.write(`${formatFault(fault)}\n`);
  process.stderr.write('Nothing was written.\n');
  return EXIT.faults;
}

try {
  process.exitCode = await main();
} catch (error) {
  const what = error instanceof SetupCancelled ? 'Cancelled' : sayFileError(error);
  process.stderr.write(`${what}; nothing was written.\n`);
  process.exitCode = error instanceof WrongCall ? EXIT.faults : EXIT.broken;
}
