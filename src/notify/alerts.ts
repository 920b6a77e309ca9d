import { oneLine } from '../betting/views/wording.ts';
import type { Clock } from '../clock.ts';
import type { Logger } from '../logging/logger.ts';
import type { Text } from '../reply.ts';
import type { Notice } from './notice.ts';
import type { Outbox } from './outbox.ts';

/** Conditions that need a person. They live as long as the process: what still holds is raised again. */
export interface Alerts {
  /** Told once, however often it is raised while it lasts. `title` says what is wrong, `text` what to do. */
  raise(key: string, message: { readonly title: string; readonly text: Text }): void;
  /** Told once if it was raised; `text` says how it ended. */
  clear(key: string, text?: Text): void;
}

export interface AlertParts {
  readonly outboxes: readonly Pick<Outbox, 'alert'>[];
  readonly clock: Clock;
  readonly logger: Logger;
}

export function createAlerts({ outboxes, clock, logger }: AlertParts): Alerts {
  const raised = new Map<string, { readonly title: string; readonly since: string }>();
  const tell = (key: string, at: string, kind: string, message: Notice['message']): void => {
    const notice = { id: `${kind}:${key}:${at}`, kind, about: 'alerts', at, message } as const;
    for (const outbox of outboxes) outbox.alert(key, notice);
  };
  const now = (): string => new Date(clock.now()).toISOString();
  return {
    raise: (key, { title: said, text }) => {
      if (raised.has(key)) return;
      const title = oneLine(said);
      const since = now();
      raised.set(key, { title, since });
      logger.error(`needs a person: ${title}`, { alert: key });
      tell(key, since, 'alert', { title: `Needs a person: ${title}`, tone: 'alarm', text });
    },
    clear: (key, text = 'It needs nobody any more.') => {
      const alert = raised.get(key);
      if (alert === undefined) return;
      raised.delete(key);
      logger.info(`over: ${alert.title}`, { alert: key });
      const lasted: Text = ['It lasted from ', { at: alert.since }, '.'];
      tell(key, now(), 'alert_over', { title: `Over: ${alert.title}`, tone: 'good', text, footer: lasted });
    },
  };
}
