import { counted } from '../betting/views/wording.ts';
import type { Field, Text, Tone } from '../reply.ts';
import type { AnchorsRead, PostedAnchor } from './anchor.ts';
import type { AnchorFindings } from './compare-anchors.ts';

export interface AnchorWords {
  /** `good` where nothing speaks against the file. */
  readonly tone: Extract<Tone, 'good' | 'warning' | 'alarm'>;
  readonly fields: readonly Field[];
}

const NOWHERE =
  'There are none: they are posted on Discord, where a channel is set. Without them, a log that was cut short or replaced as a whole cannot be told from a true one.';

/** What the anchors say of an event file that is whole in itself; `read` is null where they are posted nowhere. */
export function sayAnchors(read: AnchorsRead | null, findings: AnchorFindings): AnchorWords {
  if (read === null) return { tone: 'good', fields: [{ name: 'Anchors', value: NOWHERE }] };
  if (read.kind === 'unread')
    return { tone: 'warning', fields: [{ name: 'Anchors', value: `Not compared: ${read.why}` }] };
  const alarms = [...cutShort(findings), ...altered(findings), ...edited(findings), ...replaced(findings)];
  const remarks = [...begunAnew(findings), ...missing(findings)];
  const doubtful = findings.agreeing.length === 0 && (findings.due > 0 || remarks.length > 0);
  return {
    tone: alarms.length > 0 ? 'alarm' : doubtful ? 'warning' : 'good',
    fields: [...alarms, { name: 'Anchors', value: agreement(findings, read.where) }, ...remarks],
  };
}

function agreement({ agreeing, due }: AnchorFindings, where: string): Text {
  const newest = agreeing.at(-1);
  if (newest !== undefined) {
    const { length } = agreeing;
    const agree = length === 1 ? '1 agrees' : `${number(length)} agree`;
    return [
      `${agree} with the file; the newest has event ${number(newest.seq)} and was posted `,
      newest,
      '.',
    ];
  }
  const none = `None of this log in ${where}`;
  return due === 0
    ? `${none}: the first one comes when a cycle or a day ends.`
    : `${none}, although the file calls for ${number(due)}. Either they are posted from now on only, or they are older than that, or someone deleted them: then nothing shows whether the log is the one that was written.`;
}

function cutShort({ beyond, seq }: AnchorFindings): readonly Field[] {
  const furthest = beyond.at(-1);
  if (furthest === undefined) return [];
  const value: Text = [
    'The log was cut short: the anchor posted ',
    furthest,
    ` has event ${number(furthest.seq)}, the file ends at ${number(seq)}.${andMore(beyond)}`,
  ];
  return [{ name: 'Cut short', value }];
}

function altered({ differing }: AnchorFindings): readonly Field[] {
  const [first] = differing;
  if (first === undefined) return [];
  const value: Text = [
    'The log was altered, or cut short and written on: the anchor posted ',
    first,
    ` has another hash for event ${number(first.seq)} than the file.${andMore(differing)}`,
  ];
  return [{ name: 'Altered', value }];
}

function edited({ edited: anchors }: AnchorFindings): readonly Field[] {
  if (anchors.length === 0) return [];
  const value = `${counted(anchors.length, 'anchor')} changed after being posted, which the bot never does: whoever has its token did it.`;
  return [{ name: 'Edited', value }];
}

/** A log cannot begin while another one goes on: whoever forges one with its old times is shown by that. */
function replaced({ foreign, began }: AnchorFindings): readonly Field[] {
  const newest = newestPosted(foreign);
  if (newest === null || began === null || newest.at < began) return [];
  const value: Text = [
    `The log was replaced: ${counted(foreign.length, 'anchor')} here are of another log, the newest posted `,
    newest,
    ` with event ${number(newest.seq)}, while this one says that it began `,
    { at: began },
    '. Only if the bot was run with two data folders by turns is there an innocent reason.',
  ];
  return [{ name: 'Replaced', value }];
}

function begunAnew(findings: AnchorFindings): readonly Field[] {
  const { foreign, began } = findings;
  const newest = newestPosted(foreign);
  if (newest === null || replaced(findings).length > 0) return [];
  const value: Text = [
    `${counted(foreign.length, 'anchor')} of another log, the newest posted `,
    newest,
    ` with event ${number(newest.seq)}. `,
    ...(began === null
      ? ['This one has not begun yet.']
      : ['This one began after that, ', { at: began }, '.']),
    ' That is as it should be if someone began anew on purpose, with another data folder; otherwise the other log was taken away.',
  ];
  return [{ name: 'Another log', value }];
}

function missing({ missing: count }: AnchorFindings): readonly Field[] {
  if (count === 0) return [];
  const value = `${number(count)} that the file calls for after the oldest of them: not posted yet, or one was posted for many after Discord had been away, or someone deleted them.`;
  return [{ name: 'Not there', value }];
}

const number = (n: number): string => n.toLocaleString('en-GB');

const andMore = ({ length }: readonly PostedAnchor[]): string =>
  length === 1 ? '' : ` So it is with ${counted(length - 1, 'further anchor')}.`;

function newestPosted(anchors: readonly PostedAnchor[]): PostedAnchor | null {
  const [first = null, ...others] = anchors;
  return others.reduce((newest, each) => (newest !== null && newest.at > each.at ? newest : each), first);
}
