import type { Standin } from '../test/discord-standin/standin.ts';

/** Resolves when a bot is connected and has registered its commands. */
export async function atDiscord(standin: Standin, withinMs: number): Promise<void> {
  const isUp = () => (standin.connected() && standin.commands().length > 0 ? true : undefined);
  await standin.waitUntil(isUp, 'the bot to register its commands', withinMs);
}
