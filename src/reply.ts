/** A moment that each surface shows in its own way (`<t:...:R>` on Discord, a local time elsewhere). */
export interface Moment {
  /** ISO-8601 UTC. */
  readonly at: string;
}

/** Somebody on Discord, whom each surface calls in its own way (by a mention there, which makes no sound). */
export interface Person {
  /** Discord's id of the user. */
  readonly user: string;
}

/** Words, moments and people in their order. */
export type TextParts = readonly (string | Moment | Person)[];

/** Plain text, never markup: a surface escapes what its medium would read as such. */
export type Text = string | TextParts;

export interface Field {
  readonly name: string;
  readonly value: Text;
}

export interface Table {
  readonly columns: readonly { readonly name: string; readonly align: 'left' | 'right' }[];
  readonly rows: readonly (readonly Text[])[];
}

/** A command that a reader may want next: a button on Discord, a hint on the console. */
export interface CommandLink {
  readonly label: string;
  readonly command: string;
  readonly options: Readonly<Record<string, string | number | boolean>>;
}

/** Comes with a reply: attached on Discord, kept in the data folder for the console. */
export interface ReplyFile {
  /** Without folders, such as `bets.csv`. */
  readonly name: string;
  /** What it shows, for those who do not see it. */
  readonly description: string;
  readonly bytes: Uint8Array;
}

/** `neutral` facts, `open` money at stake, `good` won, `bad` lost, `warning` needs a look, `alarm` needs a person. */
export type Tone = 'neutral' | 'open' | 'good' | 'bad' | 'warning' | 'alarm';

/** What a command answers and what a notice says, on every surface. */
export interface Reply {
  readonly title: string;
  readonly tone: Tone;
  readonly text?: Text;
  readonly fields?: readonly Field[];
  readonly table?: Table;
  /** A PNG. */
  readonly picture?: ReplyFile;
  readonly file?: ReplyFile;
  readonly footer?: Text;
  readonly links?: readonly CommandLink[];
  /** For the eyes of the one who asked, where others could see it. */
  readonly discreet?: true;
}

/** The picture first. */
export const filesOf = ({ picture, file }: Reply): readonly ReplyFile[] =>
  [picture, file].filter((each) => each !== undefined);

/** The text with each moment written out by `show`, and people by their ids. */
export function writeText(text: Text, show: (moment: Moment) => string): string {
  if (typeof text === 'string') return text;
  return text.map((part) => writePart(part, show)).join('');
}

function writePart(part: TextParts[number], show: (moment: Moment) => string): string {
  if (typeof part === 'string') return part;
  return 'at' in part ? show(part) : `Discord user ${part.user}`;
}
