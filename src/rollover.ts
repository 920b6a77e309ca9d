import type { EventLog } from '../store/event-log.ts';
import type { App, Betting, Reader, Reloaded, Reread } from './app.ts';
import { type Audit, audited } from './audit.ts';
import type { Bettor } from './betting/bettor.ts';
import type { Cause, Handled, Handler } from './betting/handle.ts';
import type { Clock } from './clock.ts';
import type { Command, CommandCall, Outcome, Refused, Suggestion } from './command.ts';
import type { DemoWorld, Event, Mode, Settings } from './core/events.ts';
import type { Intent, StakeRule } from './core/intents.ts';
import type { Pennies } from './core/money.ts';
import type { Exchange } from './exchange/exchange.ts';
import { NotRecorded } from './not-recorded.ts';
import { createReload } from './reload-file.ts';
import { runCommand } from './run-command.ts';
import { suggestValues, type Typing } from './suggest-values.ts';

export interface RolloverParts {
  readonly version: string;
  readonly mode: Mode;
  readonly currency: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly stakeRule: StakeRule;
  /** As the configuration file gives them at this start. */
  readonly settings: Settings;
  /** In demo, the world that its exchange shows. */
  readonly demo?: DemoWorld;
  readonly handler: Handler;
  readonly bettor: Bettor;
  readonly exchange: Pick<Exchange, 'listBooks' | 'listMarkets' | 'funds'>;
  readonly pricesOf: App['prices'];
  readonly bookOf: App['bookSeen'];
  readonly past: App['past'];
  readonly draw: App['draw'];
  readonly whatIf: App['whatIf'];
  readonly log: Pick<EventLog, 'read' | 'head'>;
  readonly verify: App['verify'];
  readonly backUp: App['backUp'];
  readonly anchors: App['anchors'];
  readonly logs: App['logs'];
  readonly health: App['health'];
  readonly commands: readonly Command[];
  readonly audit: Audit;
  readonly configuration: App['configuration'];
  readonly fileNotices: App['fileNotices'];
  readonly reread: () => Reread;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly requestStop: (reason: string) => void;
}

/** The coordinator: every surface reaches the bot through it. */
export interface Rollover {
  /**
   * Records the start with what became of a request that the last run left open, then what the file changed. Rejects
   * with a NotRecorded where the log cannot be written.
   */
  start(): Promise<void>;
  /** What the commands see, to be shown. */
  readonly reader: Reader;
  run(call: CommandCall): Promise<Outcome>;
  /** Values for an option that is being typed; throws only where a command is broken. */
  suggest(typing: Typing): Promise<readonly Suggestion[]>;
  /** Opens a new epoch at cycle 1 without asking, for programs; refused as `/reset` is. */
  resetSystem(initialStake: Pennies): Promise<readonly Event[] | Refused>;
  betting(): Betting;
  /** Reads the configuration again, as `/config reload` does. */
  reload(): Promise<Reloaded>;
  /** Records the orderly end; rejects with a NotRecorded where that failed. */
  stop(reason: string): Promise<void>;
}

const DAY_MS = 86_400_000;

export function createRollover(parts: RolloverParts): Rollover {
  const { handler, bettor, clock, settings, version, mode } = parts;
  const app = createApp(parts);
  const now = (): string => new Date(clock.now()).toISOString();
  const record = async (intent: Intent, actor: Cause['actor']): Promise<void> => {
    const handled = await handler.handle(intent, { actor, id: parts.newId() });
    if (handled.kind === 'failed')
      throw new NotRecorded(
        `${cannotWrite(handled.reason)} Mend what is named there, then start the bot again.`,
        handled.mayBeStored,
      );
  };
  return {
    start: async () => {
      const found = await bettor.findLeftOpen();
      const more = { ...(parts.demo && { demo: parts.demo }), ...(found && { found }) };
      await record({ kind: 'start', now: now(), version, mode, settings, ...more }, 'system');
      const raisesHoldFrom = new Date(clock.now() + DAY_MS).toISOString();
      await record({ kind: 'adopt_file', now: now(), settings, raisesHoldFrom }, 'config');
    },
    reader: app,
    run: audited((call) => runCommand(parts.commands, app, call), parts.audit),
    suggest: (typing) => suggestValues(parts.commands, app, typing),
    resetSystem: (initialStake) =>
      app.submit(
        { kind: 'reset', now: now(), initialStake, minStake: parts.stakeRule.minStake },
        { actor: 'system', id: parts.newId() },
      ),
    betting: bettor.betting,
    reload: () => app.reload({ actor: 'config', id: parts.newId() }),
    stop: (reason) => record({ kind: 'stop', now: now(), reason }, 'system'),
  };
}

function createApp(parts: RolloverParts): App {
  const { version, mode, currency, timeZone, stakeRule, commands, handler, bettor, exchange, clock } = parts;
  const submit: App['submit'] = async (intent, { actor, id, seq }) =>
    answer(await handler.handle(intent, { actor, id, seq, once: true }));
  return {
    version,
    mode,
    currency,
    timeZone,
    minStake: stakeRule.minStake,
    stakeRule,
    commands,
    configuration: parts.configuration,
    fileNotices: parts.fileNotices,
    now: clock.now,
    state: handler.state,
    past: parts.past,
    whatIf: parts.whatIf,
    betting: bettor.betting,
    lastScan: bettor.lastScan,
    scans: bettor.scans,
    lastCatalogue: bettor.lastCatalogue,
    scan: bettor.look,
    checkResults: bettor.checkResults,
    books: (marketIds) => exchange.listBooks(marketIds),
    market: async (marketId) => {
      const last = bettor.lastMarket();
      if (last?.marketId === marketId) return last;
      return (await exchange.listMarkets({ marketIds: [marketId] }))[0] ?? null;
    },
    prices: parts.pricesOf,
    bookSeen: parts.bookOf,
    draw: parts.draw,
    unknownOrders: bettor.unknownOrders,
    head: parts.log.head,
    events: (after) => parts.log.read(after),
    verify: parts.verify,
    backUp: parts.backUp,
    anchors: parts.anchors,
    logs: parts.logs,
    health: parts.health,
    funds: () => exchange.funds(),
    compareBooks: bettor.compareBooks,
    submit,
    reload: createReload({ reread: parts.reread, submit, clock }),
    requestStop: parts.requestStop,
  };
}

const cannotWrite = (reason: string): string => `The event log cannot be written (${reason}).`;

function answer(handled: Handled): readonly Event[] | Refused {
  switch (handled.kind) {
    case 'done':
      return handled.events;
    case 'refused':
      return handled.refusal;
    case 'failed': {
      const what = handled.mayBeStored
        ? 'It is not known whether this is recorded; look again once the log can be written.'
        : 'Nothing was changed.';
      const message = `${what} ${cannotWrite(handled.reason)} Betting waits until it can be.`;
      return { refused: 'log-blocked', message };
    }
  }
}
