import { describe, expect, it } from 'vitest';
import type { Fact } from '../../src/core/events.ts';
import { initialState } from '../../src/core/initial-state.ts';
import { pennies } from '../../src/core/money.ts';
import { price } from '../../src/core/odds.ts';
import type { OutboxParts } from '../../src/notify/outbox.ts';
import { plain } from '../commands/bench-app.ts';
import { at, requestBet, SETTINGS } from '../core/given.ts';
import { createPosition, createPostBox, openOffice, until } from './post-office.ts';
import { createStory, type Story } from './story.ts';

const startedAgain = (story: Story): Fact => ({
  type: 'BOT_STARTED',
  data: {
    version: '2',
    mode: 'demo',
    lastRun: { ended: 'died', seq: story.state().seq },
    settings: SETTINGS,
  },
});

function played(legs: number): Story {
  const story = createStory();
  for (let leg = 0; leg < legs; leg += 1) {
    story.bet();
    story.end(leg % 3 === 2 ? 'lost' : 'won');
  }
  return story;
}

describe('an outbox', () => {
  it('begins on a new log with its start', async () => {
    const story = createStory(null);
    const { kinds, position } = openOffice(story, { found: initialState });
    story.append({
      type: 'BOT_STARTED',
      data: { version: '1', mode: 'demo', lastRun: { ended: 'none', seq: 0 }, settings: SETTINGS },
    });
    story.bet();
    await until(() => kinds().length === 2);
    expect(kinds()).toEqual(['bot_started', 'bet_placed']);
    await until(() => position.seq === 3);
  });

  it('tells without a sound what is to be silent, and passes over what is off', async () => {
    const story = createStory();
    const loudness: OutboxParts['loudness'] = ({ about }) =>
      about === 'bets' ? 'silent' : about === 'results' ? 'off' : 'on';
    const { box, kinds, position } = openOffice(story, { loudness, seq: story.state().seq });
    story.bet();
    story.end('won');
    story.bet();
    await until(() => position.seq === story.state().seq);
    expect(kinds()).toEqual(['bet_placed', 'bet_placed']);
    expect(box.arrived.map(({ silent }) => silent)).toEqual([true, true]);
  });

  it('begins for a new sink with this start, not with history', async () => {
    const story = played(2);
    const found = story.state();
    story.append(startedAgain(story));
    const { kinds } = openOffice(story, { found });
    story.bet();
    await until(() => kinds().length === 2);
    expect(kinds()).toEqual(['bot_started', 'bet_placed']);
  });

  it('tells after a restart what was missed, with the facts of its time and how late it is', async () => {
    const story = played(2);
    const { box, kinds, clock } = openOffice(story, { seq: 3 });
    clock.advance(3 * 60 * 60_000);
    story.append(startedAgain(story));
    await until(() => kinds().length === 4);
    expect(kinds()).toEqual(['bet_won', 'bet_placed', 'bet_won', 'bot_started']);
    expect(box.arrived[0]?.message.title).toContain('Won 2.37 GBP');
    expect(plain(box.arrived[0]?.message.footer)).toMatch(/^Told 3 hours late; it happened 2026-01-01T12:/);
  });

  it('tells the rest of an append of which only the first was told', async () => {
    const story = createStory();
    story.bet();
    story.act({
      kind: 'reset',
      now: story.state().at!,
      initialStake: SETTINGS.initialStake,
      minStake: SETTINGS.initialStake,
    });
    const { kinds } = openOffice(story, { seq: story.state().seq - 1 });
    await until(() => kinds().length === 1);
    expect(kinds()).toEqual(['system_reset']);
  });

  it('tells everything in order once a sink that was away is back, having waited longer each time', async () => {
    const story = createStory();
    const box = createPostBox();
    box.away = true;
    const { outbox, clock, kinds, said } = openOffice(story, { box });
    expect(outbox.waiting()).toBe(0);
    story.bet();
    story.end('won');
    for (const wait of [1_000, 2_000, 4_000, 8_000, ...Array<number>(9).fill(15_000)]) {
      await until(() => clock.waits().length === 1);
      expect(clock.waits()).toEqual([wait]);
      clock.advance(wait);
    }
    await until(() => clock.waits().length === 1);
    expect(kinds()).toEqual([]);
    expect(outbox.waiting()).toBe(2);
    box.away = false;
    clock.advance(15_000);
    await until(() => kinds().length === 2);
    expect(kinds()).toEqual(['bet_placed', 'bet_won']);
    await until(() => outbox.waiting() === 0);
    expect(plain(box.arrived[0]?.message.footer)).toContain('Told 1 minute late');
    expect(said).toEqual([
      'telling postbox failed; it is tried again until it works',
      'telling postbox works again',
    ]);
  });

  it('tells again, under the same id, what arrived before a crash but was not kept as told', async () => {
    const story = createStory();
    const position = createPosition(story.state().seq);
    const crashing = openOffice(story, {
      position: {
        read: async () => position.seq,
        write: async (seq) => (seq === position.seq ? undefined : new Promise<void>(() => undefined)),
      },
    });
    story.bet();
    story.end('won');
    await until(() => crashing.kinds().length === 1);
    const found = story.state();
    const again = openOffice(story, { found, seq: position.seq });
    await until(() => again.kinds().length === 2);
    expect(again.kinds()).toEqual(['bet_placed', 'bet_won']);
    expect(again.box.arrived[0]?.id).toBe(crashing.box.arrived[0]?.id);
  });

  it('goes on where a position cannot be kept', async () => {
    const story = createStory();
    const { kinds, said } = openOffice(story, {
      position: { read: async () => null, write: () => Promise.reject(new Error('disk full')) },
    });
    story.bet();
    story.end('lost');
    await until(() => kinds().length === 2);
    expect(said[0]).toBe('how far postbox was told (event 1) could not be kept');
  });

  it('tells many missed events as one, then goes on with the start', async () => {
    const story = played(12);
    const { box, kinds, position } = openOffice(story, { seq: 1 });
    story.append(startedAgain(story));
    await until(() => kinds().length === 2);
    expect(kinds()).toEqual(['digest', 'bot_started']);
    const { message } = box.arrived[0]!;
    expect(message.title).toBe('In between: 24 messages as one');
    expect(message.fields).toEqual([
      { name: 'Bets placed', value: '12' },
      { name: 'Bets won', value: '8' },
      { name: 'Bets lost', value: '4' },
      { name: 'Then', value: 'cycle 5, leg 0, 1.00 GBP in the pot' },
    ]);
    await until(() => position.seq === story.state().seq);
  });

  it('does not mix the start with what was missed, however late it is heard of', async () => {
    const story = played(12);
    const found = story.state();
    const log = {
      ...story.log,
      async *read(after?: number) {
        for await (const event of story.log.read(after)) if (event.seq <= found.seq) yield event;
      },
    };
    const { kinds } = openOffice(story, { log, found, seq: 1 });
    story.append(startedAgain(story));
    await until(() => kinds().length === 2);
    expect(kinds()).toEqual(['digest', 'bot_started']);
  });

  it('tells twenty missed events one by one', async () => {
    const story = played(10);
    const { kinds } = openOffice(story, { seq: 1 });
    await until(() => kinds().length === 20);
    expect(kinds()).not.toContain('digest');
  });

  it('tells what came by while a sink was away as one, after the one that it was stuck at', async () => {
    const story = createStory();
    const box = createPostBox();
    box.away = true;
    const { kinds, clock } = openOffice(story, { box });
    story.bet();
    await until(() => clock.waits().length === 1);
    story.end('won');
    for (let leg = 0; leg < 30; leg += 1) {
      story.bet();
      story.end('lost');
    }
    story.bet();
    box.away = false;
    clock.advance(1_000);
    await until(() => kinds().length === 2);
    story.end('void');
    await until(() => kinds().length === 3);
    expect(kinds()).toEqual(['bet_placed', 'digest', 'bet_voided']);
    expect(box.arrived[1]?.message.title).toBe('In between: 62 messages as one');
    expect(box.arrived[1]?.message.fields?.at(-1)?.value).toBe(
      'cycle 31, leg 1, 1.00 GBP in the pot; open: 1.00 GBP on The Draw in Middlesbrough v Man City',
    );
  });

  it('says that its position belongs to another log, and begins anew', async () => {
    const story = createStory();
    const { kinds, said, position } = openOffice(story, { seq: 500 });
    story.bet();
    await until(() => kinds().length === 1);
    expect(said[0]).toContain('postbox was told up to event 500, but the log ends at 1');
    await until(() => position.seq === 3);
  });

  it('says that its position cannot be read, and begins anew', async () => {
    const story = played(3);
    const { kinds, said } = openOffice(story, {
      position: { read: () => Promise.reject(new Error('half a file')), write: async () => undefined },
    });
    story.bet();
    await until(() => kinds().length === 1);
    expect(said[0]).toContain('begin anew');
  });

  it('neither loses nor doubles what is appended while it reads', async () => {
    const story = played(2);
    const found = story.state();
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const log = {
      ...story.log,
      async *read(after?: number) {
        for await (const event of story.log.read(after)) {
          await gate;
          yield event;
        }
      },
    };
    const { kinds } = openOffice(story, { log, found, seq: 6 });
    story.bet();
    open();
    await until(() => kinds().length === 2);
    story.end('won');
    await until(() => kinds().length === 3);
    expect(kinds()).toEqual(['bet_won', 'bet_placed', 'bet_won']);
  });

  it('tells the bet that a start found out with the start, and not again after the next one', async () => {
    const story = createStory();
    story.act(requestBet('r'));
    const found = story.state();
    const placed = {
      kind: 'record_placed',
      orderRef: 'r',
      betId: '17',
      matched: pennies(100),
      priceMatched: price(3.5),
    } as const;
    const start = { kind: 'start', now: at(), version: '2', mode: 'live', settings: SETTINGS } as const;
    story.act({ ...start, found: placed });
    const first = openOffice(story, { found });
    await until(() => first.kinds().length === 1);
    await until(() => first.position.seq === 3);
    await first.outbox.close(1_000);
    const before = story.state();
    story.append(startedAgain(story));
    const second = openOffice(story, { found: before, seq: 3 });
    await until(() => second.kinds().length === 1);
    expect([first.kinds(), second.kinds()]).toEqual([['bot_started'], ['bot_started']]);
  });

  it('reads again where the log could not be read', async () => {
    const story = played(1);
    let faults = 1;
    const log = {
      ...story.log,
      async *read(after?: number) {
        if (faults-- > 0) throw new Error('EIO');
        yield* story.log.read(after);
      },
    };
    const { kinds, clock } = openOffice(story, { log, seq: 1 });
    await until(() => clock.waits().length === 1);
    clock.advance(1_000);
    await until(() => kinds().length === 2);
  });
});

describe('closing', () => {
  it('tells the last event and ends', async () => {
    const story = createStory();
    const { outbox, kinds, position } = openOffice(story);
    story.append({ type: 'BOT_STOPPED', data: { reason: 'quit' } });
    await outbox.close(2_000);
    expect(kinds()).toEqual(['bot_stopped']);
    expect(position.seq).toBe(2);
  });

  it('waits no longer than its grace for a sink that is away or hangs', async () => {
    const story = createStory();
    for (const deliver of [
      () => Promise.reject(new Error('away')),
      () => new Promise<void>(() => undefined),
    ]) {
      const { outbox, clock } = openOffice(story, { sink: { name: 'dead', deliver } });
      story.append({ type: 'BOT_STOPPED', data: { reason: 'quit' } });
      const closed = outbox.close(1_500);
      await until(() => clock.waits().includes(1_500));
      clock.advance(1_500);
      await closed;
    }
  });

  it('hears nothing afterwards', async () => {
    const story = createStory();
    const { outbox, kinds } = openOffice(story);
    await outbox.close(1_000);
    story.bet();
    expect(kinds()).toEqual([]);
  });
});
