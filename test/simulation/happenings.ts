import type { Random } from '../../src/random.ts';
import { KINDS, type Kind } from './fault-kinds.ts';
import { AT_BUSY_EXCHANGE, AT_EXCHANGE } from './happenings-at-exchange.ts';
import { AT_HOME } from './happenings-at-home.ts';
import { BETWEEN_MACHINES } from './happenings-between-machines.ts';
import type { Happening, World } from './world.ts';

interface HappeningsParts {
  readonly isCalm: () => boolean;
  /** Told before each that may change results at the exchange. */
  readonly before: () => void;
}

/** Lets each of these kinds happen again and again until the calm, each by draws of its own. */
export function createHappenings(
  world: World,
  kinds: readonly Kind[],
  drawsOf: (kind: number) => Random,
  { isCalm, before }: HappeningsParts,
): void {
  const isBusy = world.database !== null;
  const atExchange = isBusy ? AT_BUSY_EXCHANGE : AT_EXCHANGE;
  const atHome = isBusy ? { ...AT_HOME, ...BETWEEN_MACHINES } : AT_HOME;
  for (const [number, kind] of KINDS.entries()) {
    if (!kinds.includes(kind)) continue;
    const draws = drawsOf(number);
    if (atExchange[kind]) repeat(world, atExchange[kind], draws, { isCalm, before });
    if (atHome[kind]) repeat(world, atHome[kind], draws, { isCalm, before: () => undefined });
  }
}

/** As often in any hour as in any other. */
function repeat(
  world: World,
  { everyMs, happen }: Happening,
  random: Random,
  { isCalm, before }: HappeningsParts,
): void {
  const next = (): void =>
    world.later(Math.ceil(-Math.log(1 - random()) * everyMs), () => {
      if (isCalm()) return;
      before();
      happen(world, random);
      next();
    });
  next();
}
