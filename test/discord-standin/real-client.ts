import { once } from 'node:events';
import { Client, type ClientOptions, Events, GatewayIntentBits, type Interaction } from 'discord.js';
import type { Standin } from './standin.ts';

export interface Bot {
  readonly client: Client<true>;
  /** The first thing that its handler threw, now or later. */
  readonly failure: Promise<unknown>;
  end(): Promise<void>;
}

/** The real discord.js client, logged in and ready, with one handler for all interactions. */
export async function startBot(
  { env }: Pick<Standin, 'env'>,
  handle: (interaction: Interaction) => Promise<unknown> = async () => undefined,
  options: Partial<ClientOptions> = {},
): Promise<Bot> {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: { api: env['DISCORD_API_URL'] ?? '' },
    ...options,
  });
  const failure = new Promise<unknown>((resolve) => {
    client.on(Events.Error, resolve);
    client.on(Events.InteractionCreate, (interaction) => {
      handle(interaction).catch(resolve);
    });
  });
  const ready = once(client, Events.ClientReady);
  await client.login(env['DISCORD_TOKEN']);
  await ready;
  if (!client.isReady()) throw new Error('the client is not ready after its ready event');
  return { client, failure, end: () => client.destroy() };
}
