import type { CommandCall, Outcome } from '../../src/command.ts';
import type { Random } from '../../src/random.ts';
import type { Machine } from './machine.ts';
import { HOUR, pick } from './world.ts';

/** Where a person types commands, each of which may arrive more than once, also at a later process. */
export interface SimulatedConsole {
  /** Lost where no bot is up. */
  type(name: string, options: Readonly<Record<string, unknown>>): void;
  /** The next command arrives twice at once. */
  doubleNext(): void;
  /** One of the last hours arrives once more: rather one that has no answer yet, and else any. */
  repeat(random: Random): void;
}

interface ConsoleParts {
  /** Where a command arrives. */
  readonly machine: () => Machine;
  readonly now: () => number;
  readonly newId: () => string;
  readonly note: (what: string) => void;
  readonly onAnswer: (call: CommandCall, outcome: Outcome) => void;
  /** What no command may throw. */
  readonly onBroken: (error: unknown) => void;
}

interface Typed {
  readonly call: CommandCall;
  readonly at: number;
  isAnswered: boolean;
}

/** The ids of commands are known for 24 hours. */
const KNOWN_FOR = 23 * HOUR;

export function simulatedConsole(parts: ConsoleParts): SimulatedConsole {
  let typed: readonly Typed[] = [];
  let isDoubled = false;

  function deliver(command: Typed): void {
    const { clock, process } = parts.machine();
    clock.after(0, () => arrive(command, process()));
  }

  function arrive(command: Typed, running: ReturnType<Machine['process']>): void {
    if (running?.life.isFrozen()) return;
    const run = running?.bot?.core.rollover.run;
    run?.(command.call)
      .then((outcome) =>
        outcome.kind === 'confirm' ? run({ ...command.call, confirmed: outcome.token }) : outcome,
      )
      .then((outcome) => {
        command.isAnswered = true;
        parts.onAnswer(command.call, outcome);
      })
      .catch((error: unknown) => {
        if (running?.life.death() === null) parts.onBroken(error);
      });
  }

  return {
    type(name, options) {
      parts.note(`command ${name} ${JSON.stringify(options)}`);
      const caller = { actor: 'console', role: 'owner' } as const;
      const call = { name, options, caller, id: parts.newId() };
      const command = { call, at: parts.now(), isAnswered: false };
      typed = [...typed.filter(({ at }) => at > parts.now() - KNOWN_FOR), command];
      deliver(command);
      if (isDoubled) deliver(command);
      isDoubled = false;
    },
    doubleNext() {
      isDoubled = true;
    },
    repeat(random) {
      const known = typed.filter(({ at }) => at > parts.now() - KNOWN_FOR);
      const waiting = known.filter(({ isAnswered }) => !isAnswered);
      const again = pick(waiting.length > 0 ? waiting : known, random);
      if (again === undefined) return;
      parts.note(`command ${again.call.name} again`);
      deliver(again);
    },
  };
}
