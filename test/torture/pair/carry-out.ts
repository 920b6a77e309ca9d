import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../../src/random.ts';
import { putToSleep, until } from '../carry-out.ts';
import { drive, steerTo } from '../drive.ts';
import type { TorturedDatabase } from './database.ts';
import type { PairBot, PairWorld } from './pair-world.ts';
import type { Deed, Place, Round } from './plan.ts';

/** What came of a round's misfortune. */
export interface Carried {
  readonly came: boolean;
  /** Since when the leader cannot lead (wall-clock ms); null where it can, or was not meant to be replaced. */
  readonly goneAt: number | null;
  /** What of it alone was wrong. */
  readonly wrong: string | null;
}

interface Scene {
  readonly world: PairWorld;
  readonly database: TorturedDatabase;
  readonly leader: PairBot;
  readonly standby: PairBot;
  readonly random: Random;
}

const COMES_WITHIN_MS = 45_000;
/** What must come, however much else the machine has to do. */
const SURELY_WITHIN_MS = 180_000;

/** Lets a round's misfortune befall a pair. */
export async function carryOut(
  { deed, beside }: Round,
  world: PairWorld,
  database: TorturedDatabase,
  random: Random,
): Promise<Carried> {
  const { leader, standby } = await bothOf(world);
  if (beside !== null) await world.exchange.setFault(beside);
  return befall(deed, { world, database, leader, standby, random });
}

/** The database may have been away for the pair of another lane, and one be gone for it. */
async function bothOf(world: PairWorld): Promise<Pick<Scene, 'leader' | 'standby'>> {
  for (const deadline = Date.now() + SURELY_WITHIN_MS; Date.now() < deadline; await sleep(50)) {
    const [leader, standby] = [await world.leader(), await world.standby()];
    if (leader !== null && standby !== null) return { leader, standby };
  }
  throw new Error('one of the pair is not there');
}

async function befall(deed: Deed, scene: Scene): Promise<Carried> {
  const { world, database, leader, standby } = scene;
  switch (deed.kind) {
    case 'leader killed':
      return { came: await dieAt(leader, deed.at, scene), goneAt: leader.goneAt(), wrong: null };
    case 'standby killed':
      return survived(await dieAt(standby, deed.at, scene));
    case 'both killed': {
      const came = await dieAt(leader, deed.at, scene);
      await standby.kill();
      return { came, goneAt: leader.goneAt(), wrong: null };
    }
    case 'successor killed': {
      orderAt(standby, deed.at);
      await dieAt(leader, deed.leader, scene);
      await until(standby.isGone);
      const came = standby.isGone();
      await standby.kill();
      return survived(came);
    }
    case 'leader told to end':
      return tellToEnd(deed.ms, scene);
    case 'leader asleep until replaced':
      return sleepUntilReplaced(deed, scene);
    case 'leader asleep for less':
    case 'leader asleep for about the lease':
      return survived(await sleepFor(leader, deed.ms, scene));
    case 'standby asleep':
      return survived(await sleepFor(standby, deed.ms, scene));
    case 'connections ended':
      await database.endConnections(
        (deed.of === 'both' ? [leader, standby] : [leader]).map(({ name }) => name),
      );
      return survived(true);
    case 'append cut':
      return cutAppend(deed, scene);
    case 'leader cut off': {
      const goneAt = Date.now();
      await cutOff([leader], deed.ms, scene);
      return { came: true, goneAt, wrong: null };
    }
    case 'both cut off':
      await cutOff([leader, standby], deed.ms, scene);
      return survived(true);
    case 'database stopped':
    case 'database killed':
      await database.away(deed.kind === 'database stopped' ? 'stop' : 'kill', async () => {
        if (deed.leaderKilled) await leader.kill();
        await driveFor(deed.ms, world.pair, scene);
      });
      return survived(true);
  }
}

const survived = (came: boolean): Carried => ({ came, goneAt: null, wrong: null });

const driveFor = (ms: number, bot: Parameters<typeof drive>[1], { world, random }: Scene) =>
  drive(world, bot, random, { steer: null, withinMs: ms });

function orderAt(bot: PairBot, at: Place): void {
  if ('boundary' in at) bot.obey({ ...at, signal: 'SIGKILL' });
}

/** False where it did not come to the boundary, and was killed elsewhere. */
async function dieAt(bot: PairBot, at: Place, scene: Scene): Promise<boolean> {
  const { world, random } = scene;
  orderAt(bot, at);
  const [steer, withinMs] = 'boundary' in at ? [steerTo(at.boundary), COMES_WITHIN_MS] : [null, at.ms];
  // The leader is driven also where the standby is to die: it has nothing to follow otherwise.
  await drive(world, { type: world.pair.type, isGone: bot.isGone }, random, { steer, withinMs });
  const came = bot.isGone() || !('boundary' in at);
  await bot.kill();
  return came;
}

async function tellToEnd(ms: number, scene: Scene): Promise<Carried> {
  const { leader } = scene;
  await driveFor(ms, leader, scene);
  leader.expectEnd();
  leader.child.kill('SIGTERM');
  await leader.ended();
  return { came: true, goneAt: leader.goneAt(), wrong: null };
}

/** A sleeper that was replaced does nothing more but end, when it wakes. */
async function sleepUntilReplaced(
  { ms, before }: Extract<Deed, { kind: 'leader asleep until replaced' }>,
  { world, database, leader, random }: Scene,
): Promise<Carried> {
  const came = await putToSleep({ ms, before }, world, leader, random);
  const goneAt = leader.crossed().at(-1)?.at ?? Date.now();
  const isReplaced = async () => (await database.taken(world.stream)).at(-1)?.who !== leader.name;
  const replaced = await untilSo(isReplaced);
  await sleep(ms);
  leader.child.kill('SIGCONT');
  if (!replaced) return { came, goneAt, wrong: 'nobody took over from a sleeper' };
  const wrong = (await untilSo(leader.isGone)) ? null : 'the sleeper did not end after it was replaced';
  await leader.kill();
  return { came, goneAt, wrong };
}

async function sleepFor(bot: PairBot, ms: number, scene: Scene): Promise<boolean> {
  bot.child.kill('SIGSTOP');
  await driveFor(ms, scene.world.pair, scene);
  bot.child.kill('SIGCONT');
  return true;
}

async function cutAppend(
  { place, thenKilled }: Extract<Deed, { kind: 'append cut' }>,
  scene: Scene,
): Promise<Carried> {
  const { leader, world, random } = scene;
  let isCut = false;
  leader.seat.proxy.cutAt(place, async () => {
    isCut = true;
    if (thenKilled) await leader.kill();
  });
  await drive(world, leader, random, { steer: null, withinMs: COMES_WITHIN_MS, until: () => isCut });
  return { came: isCut, goneAt: leader.goneAt(), wrong: null };
}

async function cutOff(bots: readonly PairBot[], ms: number, scene: Scene): Promise<void> {
  const proxies = bots.map(({ seat }) => seat.proxy);
  for (const proxy of proxies) {
    proxy.letThrough(false);
    proxy.cutNow();
  }
  await driveFor(ms, scene.world.pair, scene);
  for (const proxy of proxies) proxy.letThrough(true);
}

/** Whether it came to hold before long. */
async function untilSo(holds: () => boolean | Promise<boolean>): Promise<boolean> {
  for (const deadline = Date.now() + SURELY_WITHIN_MS; Date.now() < deadline; await sleep(50))
    if (await holds()) return true;
  return false;
}
