import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import type { Command } from '../../src/command.ts';
import { eventFilePath } from '../../store/event-file/layout.ts';
import type { Draws } from './draws.ts';
import type { Invariants } from './invariants/invariants.ts';
import type { Sending } from './invariants/placing-check.ts';
import type { StreamCheck } from './invariants/stream-check.ts';
import type { LifeRecord } from './life-record.ts';
import { createMachine, type Machine, type MachineParts } from './machine.ts';
import { machineClock } from './machine-clock.ts';
import type { Outside } from './outside.ts';
import { seededIds } from './seeded-ids.ts';
import { type SimulatedDisk, simulatedDisk } from './simulated-disk.ts';
import type { World } from './world.ts';

interface MachinesParts extends Outside, Pick<World, 'clock' | 'disturb' | 'note'> {
  readonly config: Config;
  readonly nodes: number;
  readonly commands: readonly Command[];
  /** A folder of its own. */
  readonly root: string;
  readonly draws: Draws;
  readonly record: LifeRecord;
  readonly invariants: Invariants;
}

/** Sixteen at most: each has its part of a millisecond. */
export const createMachines = (parts: MachinesParts): readonly Machine[] =>
  Array.from({ length: parts.nodes }, (_, number) => machineOf(parts, number));

function machineOf(parts: MachinesParts, number: number): Machine {
  const { nodes, root, draws, record, invariants, disturb, database, stream } = parts;
  const { guarded } = record;
  const clock = machineClock(parts.clock, number / 16);
  const kept = draws('disk', number * 100);
  const disk = simulatedDisk(join(root, String(number)), () => kept() < 0.5);
  const { isDurable, ...watched } = stream === null ? ofFile(parts, disk) : ofStream(parts, stream);
  return createMachine({
    ...parts,
    ...watched,
    name: nodes > 1 ? `machine ${number + 1}: ` : '',
    clock,
    disk,
    stream: stream && database && { check: stream, link: database.link(clock) },
    newId: seededIds(clock.now, draws('ids', number * 100)),
    random: draws('machine', number * 100),
    onDisturbed: disturb,
    onBroken: record.fail,
    onSend: guarded((operation, body, isLate, handler) => {
      if (operation !== 'placeOrders') return;
      const state = invariants.witness.state();
      invariants.placing.onSend(body, { state, blocked: handler.blocked(), isDurable, isLate });
    }),
    onLeading: guarded((replayed) => {
      invariants.placing.onOpened();
      if (stream !== null && !parts.discord.begun()) invariants.notices.forgetAll();
      invariants.witness.expect(replayed);
    }),
  });
}

type Watched = Pick<MachineParts, 'onOpened' | 'onAppend'> & Pick<Sending, 'isDurable'>;

/** The file is the log: all that was acknowledged is in it when it is opened, and what it is told of is new. */
function ofFile({ config, discord, record, invariants }: MachinesParts, disk: SimulatedDisk): Watched {
  const { notices, witness } = invariants;
  return {
    isDurable: (orderRef) => disk.durable(eventFilePath('', config.mode)).includes(orderRef),
    onOpened: record.guarded((events) => {
      if (!discord.begun()) notices.forgetAll();
      witness.onOpened(events);
    }),
    onAppend: record.guarded(witness.onAppend),
  };
}

/** The file is a copy: the database says what is appended. */
function ofStream({ database, record }: MachinesParts, stream: StreamCheck): Watched {
  return {
    isDurable: (orderRef) => database?.lines().some((line) => line.includes(orderRef)) === true,
    onOpened: record.guarded(stream.onCopyOpened),
    onAppend: () => undefined,
  };
}

/** The one whose lease has not ended, or one with a bot that is up, or any. */
export function actingOf(machines: readonly Machine[], stream: StreamCheck | null): Machine {
  const leader = stream?.leader() ?? null;
  const acting =
    machines.find(({ process }) => leader !== null && process()?.life === leader) ??
    machines.find(({ process }) => process()?.bot != null) ??
    machines[0];
  if (acting === undefined) throw new RangeError('no machine');
  return acting;
}

/** Whether any process could lead, as things are, and whether one does. */
export function lookAtLead(
  machines: readonly Machine[],
  { stream, database }: Pick<Outside, 'stream' | 'database'>,
): { readonly couldLead: boolean; readonly leads: boolean } {
  const isWell = ({ process, link, disk }: Machine): boolean =>
    process()?.life.isFrozen() === false && link?.isWell() === true && !disk.isFull();
  return {
    couldLead: database?.isDown() === false && machines.some(isWell),
    leads: stream !== null && stream.leader() !== null,
  };
}
