import { describe, expect, it } from 'vitest';
import { type AnchorsRead, anchorAt, type PostedAnchor } from '../../src/anchors/anchor.ts';
import type { App } from '../../src/app.ts';
import type { Event } from '../../src/core/events.ts';
import { evolve } from '../../src/core/evolve.ts';
import { initialState } from '../../src/core/initial-state.ts';
import type { Reply } from '../../src/reply.ts';
import { at } from '../core/given.ts';
import { createStory, type Story } from '../notify/story.ts';
import { appWith, field, reply } from './bench-app.ts';

/** Four lost cycles: events 1 to 13, a minute apart from 12:00 on, with an anchor due at 4, 7, 10 and 13. */
function lost(cycles = 4): Story {
  const story = createStory();
  for (let cycle = 0; cycle < cycles; cycle += 1) {
    story.bet();
    story.end('lost');
  }
  return story;
}

/** The anchor of the log after that event, posted in its minute. */
function anchored(appends: Story['appends'], seq: number, more: Partial<PostedAnchor> = {}): PostedAnchor {
  const state = appends
    .flat()
    .filter((event) => event.seq <= seq)
    .reduce(evolve, initialState);
  const anchor = anchorAt(state);
  if (anchor === null) throw new Error('the log is empty');
  return { ...anchor, at: at(seq), edited: false, ...more };
}

const read = (...anchors: PostedAnchor[]): AnchorsRead => ({
  kind: 'read',
  anchors,
  where: 'the newest 99 messages of #audit',
});

const whole =
  (appends: readonly (readonly Event[])[]): App['verify'] =>
  async (see = () => undefined) => {
    appends.forEach(see);
    return { exitCode: 0, out: ['the file is whole'], err: [] };
  };

/** What `verify` answers for a file of those appends. */
const verified = (appends: Story['appends'], anchors: AnchorsRead | null): Promise<Reply> =>
  reply(appWith(lost().state(), { anchors: async () => anchors, verify: whole(appends) }), 'verify');

describe('verify', () => {
  it('says what was found, and that it needs a look where it does', async () => {
    const verdict = { exitCode: 0, out: ['7 events'], err: [] };
    expect(await reply(appWith(undefined, { verify: async () => verdict }), 'verify')).toMatchObject({
      title: 'The event file is whole',
      text: '7 events',
    });
    const broken = { exitCode: 4, out: [], err: ['line 3, seq 2: the hash is another'] };
    const answer = await reply(appWith(undefined, { verify: async () => broken }), 'verify');
    expect(answer).toMatchObject({ tone: 'alarm', text: 'line 3, seq 2: the hash is another' });
    expect(field(answer, 'Anchors')).toContain('Not compared');
  });

  it('says how many anchors agree with the file, and how new they are', async () => {
    const { appends } = lost();
    const answer = await verified(appends, read(...[13, 10, 7, 4].map((seq) => anchored(appends, seq))));
    expect(answer).toMatchObject({ title: 'The event file is whole', tone: 'good' });
    expect(answer.fields).toHaveLength(1);
    expect(field(answer, 'Anchors')).toBe(
      `4 agree with the file; the newest has event 13 and was posted ${at(13)}.`,
    );
  });

  it('finds a log that was cut short', async () => {
    const { appends } = lost();
    const anchors = [13, 10, 7, 4].map((seq) => anchored(appends, seq));
    const cut = appends.filter(([first]) => first !== undefined && first.seq <= 9);
    const answer = await verified(cut, read(...anchors));
    expect(answer).toMatchObject({ title: 'The event file is not what its anchors say', tone: 'alarm' });
    expect(field(answer, 'Cut short')).toBe(
      `The log was cut short: the anchor posted ${at(13)} has event 13, the file ends at 9. So it is with 1 further anchor.`,
    );
    expect(field(answer, 'Anchors')).toContain('2 agree');
  });

  it('finds a log that was altered, by the first anchor that it no longer fits', async () => {
    const { appends } = lost();
    const anchors = [13, 10, 7, 4].map((seq) => anchored(appends, seq));
    const forged = appends.map((append) =>
      append.map((event) => (event.seq < 8 ? event : { ...event, hash: 'f'.repeat(64) })),
    );
    const answer = await verified(forged, read(...anchors));
    expect(answer.tone).toBe('alarm');
    expect(field(answer, 'Altered')).toBe(
      `The log was altered, or cut short and written on: the anchor posted ${at(10)} has another hash for event 10 than the file. So it is with 1 further anchor.`,
    );
    expect(field(answer, 'Anchors')).toContain('2 agree');
  });

  it('finds a log in whose place another one was put, with the times of the first', async () => {
    const { appends } = lost();
    const other = { log: 'abcdefabcdefabcd', at: at(10) };
    const answer = await verified(appends, read(anchored(appends, 10, other), anchored(appends, 7, other)));
    expect(answer.tone).toBe('alarm');
    expect(field(answer, 'Replaced')).toContain(
      `The log was replaced: 2 anchors here are of another log, the newest posted ${at(10)} with event 10, while this one says that it began ${at(0)}`,
    );
  });

  it('names the anchors of an earlier log, since it may have been begun anew on purpose', async () => {
    const { appends } = lost();
    const earlier = anchored(appends, 10, { log: 'abcdefabcdefabcd', at: at(-60) });
    const alone = await verified(appends, read(earlier));
    expect(alone.tone).toBe('warning');
    expect(field(alone, 'Another log')).toContain('1 anchor of another log');
    expect(field(alone, 'Another log')).toContain('otherwise the other log was taken away');
    const beside = await verified(appends, read(anchored(appends, 13), earlier));
    expect(beside.tone).toBe('good');
    expect(field(beside, 'Another log')).toBeDefined();
  });

  it('believes no anchor that was changed after it was posted', async () => {
    const { appends } = lost();
    const answer = await verified(appends, read(anchored(appends, 13, { edited: true })));
    expect(answer.tone).toBe('alarm');
    expect(field(answer, 'Edited')).toContain('1 anchor changed after being posted');
    expect(field(answer, 'Anchors')).toContain('None of this log');
  });

  it('leaves anchors of other modes aside', async () => {
    const { appends } = lost();
    const live = anchored(appends, 13, { mode: 'live', log: 'abcdefabcdefabcd', seq: 99 });
    const answer = await verified(appends, read(anchored(appends, 13), live));
    expect(answer).toMatchObject({ tone: 'good', fields: [{ name: 'Anchors' }] });
  });

  it('says that some are not there that the file calls for', async () => {
    const { appends } = lost();
    const answer = await verified(appends, read(anchored(appends, 13), anchored(appends, 4)));
    expect(answer.tone).toBe('good');
    expect(field(answer, 'Not there')).toMatch(/^2 that the file calls for .*someone deleted them/);
  });

  it('warns where there is none although the file calls for some', async () => {
    const answer = await verified(lost().appends, read());
    expect(answer).toMatchObject({
      title: 'The event file is whole, and little shows that it is the true one',
      tone: 'warning',
    });
    expect(field(answer, 'Anchors')).toMatch(
      /^None of this log in the newest 99 messages of #audit, although the file calls for 4\./,
    );
  });

  it('waits for the first where none was called for yet', async () => {
    const answer = await verified(lost(0).appends, read());
    expect(answer.tone).toBe('good');
    expect(field(answer, 'Anchors')).toContain('the first one comes when a cycle or a day ends');
  });

  it('counts those that a day called for', async () => {
    const story = lost(0);
    const next: Event = {
      ...story.append({ type: 'LIVE_DISARMED', data: { why: 'x' } })[0]!,
      at: at(24 * 60),
    };
    const appends = [story.appends[0]!, [next]];
    expect(field(await verified(appends, read()), 'Anchors')).toContain('although the file calls for 1.');
    const answer = await verified(appends, read(anchored(appends, 1)));
    expect(field(answer, 'Anchors')).toContain('1 agrees with the file; the newest has event 1');
  });

  it('says why they could not be read, and that there is nowhere to read them', async () => {
    const away: AnchorsRead = { kind: 'unread', why: 'there is no connection to Discord now.' };
    const answer = await verified(lost().appends, away);
    expect(answer.tone).toBe('warning');
    expect(field(answer, 'Anchors')).toBe('Not compared: there is no connection to Discord now.');
    const nowhere = await verified(lost().appends, null);
    expect(nowhere.tone).toBe('good');
    expect(field(nowhere, 'Anchors')).toContain('There are none');
  });

  it('has read the anchors before it reads the file, so that none is newer', async () => {
    const { appends } = lost();
    const order: string[] = [];
    const anchors = async () => {
      order.push('anchors');
      return read();
    };
    const verify: App['verify'] = async (see) => {
      order.push('file');
      return whole(appends)(see);
    };
    await reply(appWith(undefined, { anchors, verify }), 'verify');
    expect(order).toEqual(['anchors', 'file']);
  });
});
