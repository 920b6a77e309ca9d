import type { Random } from '../../src/exchange/emulator/sources/random.ts';
import { KINDS, type Kind } from './fault-kinds.ts';
import { AT_EXCHANGE } from './happenings-at-exchange.ts';
import { AT_HOME } from './happenings-at-home.ts';
import type { Happening, World } from './world.ts';

interface HappeningsParts {
  readonly isCalm: () => boolean;
  readonly before: () => void;
}

/** Lets each of these kinds happen again and again until the calm, each by draws of its own; `before` each is told. */
export function createHappenings(
  world: World,
  kinds: readonly Kind[],
  drawsOf: (kind: number) => Random,
  { isCalm, before }: HappeningsParts,
): void {
  const all: Partial<Record<Kind, Happening>> = { ...AT_EXCHANGE, ...AT_HOME };
  for (const [number, kind] of KINDS.entries()) {
    const happening = all[kind];
    if (happening !== undefined && kinds.includes(kind))
      repeat(world, happening, drawsOf(number), { isCalm, before });
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
