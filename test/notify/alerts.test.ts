import { describe, expect, it } from 'vitest';
import { createAlerts } from '../../src/notify/alerts.ts';
import { plain } from '../commands/bench-app.ts';
import { createPostBox, openOffice, until } from './post-office.ts';
import { createStory } from './story.ts';

const OVERDUE = { title: 'A result is overdue', text: 'The market began 13 hours ago.' };

function openAlerts(away = false) {
  const story = createStory();
  const box = createPostBox();
  box.away = away;
  const office = openOffice(story, { box });
  const alerts = createAlerts({
    outboxes: [office.outbox],
    clock: office.clock,
    logger: silent(office.said),
  });
  return { ...office, story, alerts };
}

const silent = (said: string[]) => {
  const say = (message: string): void => {
    said.push(message);
  };
  return { debug: say, info: say, warn: say, error: say };
};

describe('an alert', () => {
  it('is told once when it begins and once when it is over', async () => {
    const { alerts, kinds, box, said } = openAlerts();
    alerts.raise('overdue', OVERDUE);
    alerts.raise('overdue', OVERDUE);
    await until(() => kinds().length === 1);
    alerts.clear('overdue', 'It is settled.');
    alerts.clear('overdue', 'It is settled.');
    await until(() => kinds().length === 2);
    expect(box.arrived.map(({ message }) => [message.title, message.tone, plain(message.text)])).toEqual([
      ['Needs a person: A result is overdue', 'alarm', 'The market began 13 hours ago.'],
      ['Over: A result is overdue', 'good', 'It is settled.'],
    ]);
    expect(new Set(box.arrived.map(({ id }) => id)).size).toBe(2);
    expect(said).toEqual(['needs a person: A result is overdue', 'over: A result is overdue']);
  });

  it('is told again when it begins again', async () => {
    const { alerts, kinds } = openAlerts();
    alerts.raise('overdue', OVERDUE);
    await until(() => kinds().length === 1);
    alerts.clear('overdue');
    await until(() => kinds().length === 2);
    alerts.raise('overdue', OVERDUE);
    await until(() => kinds().length === 3);
    expect(kinds()).toEqual(['alert', 'alert_over', 'alert']);
  });

  it('that was never raised is not told to be over', async () => {
    const { alerts, outbox, kinds } = openAlerts();
    alerts.clear('overdue');
    await outbox.close(1_000);
    expect(kinds()).toEqual([]);
  });

  it('comes after the events that wait', async () => {
    const { alerts, story, kinds } = openAlerts();
    alerts.raise('overdue', OVERDUE);
    story.bet();
    await until(() => kinds().length === 2);
    expect(kinds()).toEqual(['bet_placed', 'alert']);
  });

  it('is told as it stands when a sink is back', async () => {
    const { alerts, box, clock, kinds } = openAlerts(true);
    alerts.raise('overdue', OVERDUE);
    alerts.raise('disk', { title: 'The log cannot be written', text: 'Free some space.' });
    await until(() => clock.waits().length === 1);
    alerts.clear('overdue', 'It is settled.');
    box.away = false;
    clock.advance(1_000);
    await until(() => kinds().length === 2);
    expect(box.arrived.map(({ message }) => message.title)).toEqual([
      'Over: A result is overdue',
      'Needs a person: The log cannot be written',
    ]);
  });
});
