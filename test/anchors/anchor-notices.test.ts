import { describe, expect, it } from 'vitest';
import { readAnchor } from '../../src/anchors/anchor.ts';
import { anchorNotices } from '../../src/anchors/anchor-notices.ts';
import type { Fact } from '../../src/core/events.ts';
import { pennies } from '../../src/core/money.ts';
import { resultOf } from '../../src/core/settlement.ts';
import { plain } from '../commands/bench-app.ts';
import { at, CONDITIONS, numbered, SETTINGS, started } from '../core/given.ts';
import { openOffice, until } from '../notify/post-office.ts';
import { createStory, type Story } from '../notify/story.ts';

const DAY = 24 * 60;

const PAUSE: Fact = { type: 'BETTING_PAUSED', data: { by: 'person', why: 'a rest', until: null } };

/** The anchor that an append calls for, with its footer. */
function anchorOf(story: Story, events = story.appends.at(-1) ?? [], timeZone = 'UTC') {
  const telling = {
    before: story.before(),
    after: story.state(),
    currency: 'GBP',
    stakeRule: CONDITIONS.stakeRule,
    lastRejection: null,
  };
  const [due, ...more] = anchorNotices(timeZone).dues(events, telling);
  expect(more).toEqual([]);
  if (due === undefined) return null;
  const { title, text, footer } = due.notice.message;
  return { upTo: due.upTo, title, anchor: readAnchor(plain(text)), why: footer };
}

/** The anchor that one more event at that minute calls for. */
function nextAnchor(story: Story, minute: number, timeZone?: string) {
  const before = story.state();
  const events = numbered(before, [PAUSE], at(minute));
  const telling = { before, after: { ...before, seq: before.seq + 1, at: at(minute) } };
  const [due] = anchorNotices(timeZone ?? 'UTC').dues(events, {
    ...telling,
    currency: 'GBP',
    stakeRule: CONDITIONS.stakeRule,
    lastRejection: null,
  });
  return due && { upTo: due.upTo, anchor: readAnchor(plain(due.notice.message.text)) };
}

const hashOf = (seq: number): string => `${seq}`.padStart(16, '0').repeat(4);

describe('an anchor', () => {
  it('names the last event of the append that ended a cycle, its hash, and the log', () => {
    const story = createStory();
    story.bet();
    story.end('lost');
    expect(anchorOf(story)).toEqual({
      upTo: 4,
      title: 'Anchor: event 4 of demo',
      why: 'A cycle ended.',
      anchor: { mode: 'demo', log: hashOf(1).slice(0, 16), seq: 4, hash: hashOf(4) },
    });
  });

  it('is made at a target and at a reset as well', () => {
    const reaching = createStory(started({ target: pennies(300) }));
    reaching.bet();
    reaching.end('won');
    expect(reaching.appends.at(-1)?.map(({ type }) => type)).toEqual(['BET_WON', 'TARGET_REACHED']);
    expect(anchorOf(reaching)?.anchor?.seq).toBe(5);
    const story = createStory();
    story.bet();
    story.act({ kind: 'reset', now: at(9), initialStake: SETTINGS.initialStake, minStake: pennies(100) });
    expect(story.appends.at(-1)?.map(({ type }) => type)).toEqual(['BET_VOIDED', 'SYSTEM_RESET']);
    expect(anchorOf(story)?.anchor?.seq).toBe(5);
  });

  it('is made where a result was corrected, since that may end a cycle', () => {
    const story = createStory();
    story.bet();
    story.end('won');
    const to = resultOf('lost', pennies(-100), pennies(0));
    const orderRef = 'ref-1';
    story.act({ kind: 'correct_result', now: at(9), orderRef, settledDate: at(5), to });
    expect(anchorOf(story)).toMatchObject({ anchor: { seq: 5 }, why: 'A result was corrected.' });
  });

  it('is not made for anything else', () => {
    const story = createStory();
    expect(anchorOf(story)).toBeNull();
    for (const more of [() => story.bet(), () => story.end('won')]) {
      more();
      expect(anchorOf(story)).toBeNull();
    }
  });

  it('closes a day with its last event, as soon as one of a later day comes', () => {
    const story = createStory();
    story.bet();
    expect(nextAnchor(story, DAY / 2 - 1)).toBeUndefined();
    expect(nextAnchor(story, DAY / 2)).toEqual({
      upTo: 4,
      anchor: { mode: 'demo', log: hashOf(1).slice(0, 16), seq: 3, hash: hashOf(3) },
    });
  });

  it('takes the days of the operator', () => {
    const story = createStory();
    expect(nextAnchor(story, 11 * 60, 'Europe/Berlin')).toMatchObject({ anchor: { seq: 1 } });
    expect(nextAnchor(story, 12 * 60, 'America/New_York')).toBeUndefined();
  });
});

describe('anchors through an outage', () => {
  const losing = (story: Story, cycles: number): void => {
    for (let cycle = 0; cycle < cycles; cycle += 1) {
      story.bet();
      story.end('lost');
    }
  };
  const subject = anchorNotices('UTC');

  it('are one in place of many that waited, the newest', async () => {
    const story = createStory();
    losing(story, 40);
    const { box, position } = openOffice(story, { subject, seq: 1 });
    await until(() => position.seq === 121);
    expect(box.arrived.map(({ id, message }) => [id, message.footer])).toEqual([
      [`anchor:${hashOf(121)}`, 'It stands for 40 anchors that waited to be posted.'],
    ]);
  });

  it('are told once each over a restart', async () => {
    const story = createStory();
    const first = openOffice(story, { subject });
    losing(story, 2);
    await until(() => first.position.seq === 7);
    await first.outbox.close(1_000);
    const second = openOffice(story, { subject, seq: first.position.seq });
    losing(story, 1);
    await until(() => second.position.seq === 10);
    expect([...first.box.arrived, ...second.box.arrived].map(({ id }) => id)).toEqual(
      [4, 7, 10].map((seq) => `anchor:${hashOf(seq)}`),
    );
  });

  it('that were not called for cost no second reading of the log: what was seen is kept at the end', async () => {
    const story = createStory();
    const { outbox, position } = openOffice(story, { subject });
    story.bet();
    await outbox.close(1_000);
    expect(position.seq).toBe(3);
  });
});
