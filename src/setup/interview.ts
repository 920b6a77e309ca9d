import type { Asker } from './asker.ts';
import { BETFAIR, BETTING, type Chapter, DASHBOARD, DISCORD } from './chapters.ts';

type Question = Chapter['questions'][number];

export interface InterviewParts {
  readonly asker: Asker;
  /** What is at fault as it stands, in a line each; then nothing is known of what holds. */
  readonly wrong: readonly string[];
  /** What holds now, as a person would write it; undefined where a variable is unset. */
  readonly present: (name: string) => string | undefined;
  /** What would be wrong with the last of these answers; null for nothing. */
  readonly faultIn: (answers: ReadonlyMap<string, string>, name: string) => string | null;
  /** The address that lets the bot into a server; null where the token tells none. */
  readonly invitation: (token: string) => string | null;
  readonly makeToken: () => string;
  /** IANA name of this machine's. */
  readonly timeZone: string;
}

/** Asks for everything that a start may need; gives what differs from what holds, empty for what is to be unset. */
export async function interview(parts: InterviewParts): Promise<ReadonlyMap<string, string>> {
  const answers = new Map<string, string>();
  const { asker, wrong } = parts;
  if (wrong.length > 0)
    asker.say('As it stands nothing would start, and nothing of it can be offered', wrong.join('\n'));
  await askChapter(parts, BETFAIR, answers);
  if (await askChapter(parts, DISCORD, answers)) sayInvitation(parts, answers);
  await askChapter(parts, DASHBOARD, answers, () => makeToken(parts, answers));
  for (const question of BETTING) await askOne(parts, question, answers);
  return answers;
}

/** Whether it is wanted; `first` is done then before its questions. */
async function askChapter(
  parts: InterviewParts,
  { title, wanted, sign, questions, others }: Chapter,
  answers: Map<string, string>,
  first = () => {},
): Promise<boolean> {
  const { asker, present } = parts;
  const before = present(sign) !== undefined;
  if (await asker.confirm(`${title}: ${wanted}`, before)) {
    first();
    for (const question of questions) await askOne(parts, question, answers);
    return true;
  }
  const asked = [sign, ...questions.map(({ name }) => name)].filter((name) => !name.includes('.'));
  const set = asked.filter((name) => present(name) !== undefined);
  for (const name of before ? [...set, ...others] : []) answers.set(name, '');
  return false;
}

async function askOne(
  { asker, present, faultIn, timeZone }: InterviewParts,
  { name, message, secret, optional, choices, suggested = '' }: Question,
  answers: Map<string, string>,
): Promise<void> {
  const now = present(name) ?? '';
  const offered = name === 'system.time_zone' && now === 'UTC' ? timeZone : now || suggested;
  const answer = await asker.ask({
    ...{ name, message, present: offered },
    ...(secret && { secret }),
    ...(choices && { choices }),
    fault: (typed) => {
      const value = typed.trim();
      if (value === '') return optional || now !== '' ? null : 'needed here';
      return faultIn(new Map([...answers, [name, value]]), name);
    },
  });
  const value = answer.trim();
  if (value === now || (value === '' && (secret || !optional))) return;
  answers.set(name, value);
}

export const NO_APPLICATION =
  'It is not of the form of a bot token, so that no invitation can be made from it: copy it whole, under Bot, not OAuth2.';

function sayInvitation({ asker, present, invitation }: InterviewParts, answers: Map<string, string>): void {
  const link = invitation(answers.get('DISCORD_TOKEN') ?? present('DISCORD_TOKEN') ?? '');
  if (link === null) asker.say('The token', NO_APPLICATION);
  else asker.say('Let the bot into the server with', link);
}

function makeToken({ asker, present, makeToken: make }: InterviewParts, answers: Map<string, string>): void {
  if (present('DASHBOARD_TOKEN') !== undefined) return;
  answers.set('DASHBOARD_TOKEN', make());
  asker.say(
    'The dashboard',
    'A token was made for it: DASHBOARD_TOKEN in .env. Whoever shows it is operator.',
  );
}
