import { type Client, Events } from 'discord.js';
import type { Logger } from '../logging/logger.ts';
import { findAuditFault, findPlaceFault, findUnmetWishes, type PlaceSettings } from './check-place.ts';
import type { createProblems } from './problems.ts';

/** Such changes of the server can take or give what the bot needs there. */
const CHANGES = [
  Events.GuildCreate,
  Events.GuildDelete,
  Events.ChannelCreate,
  Events.ChannelUpdate,
  Events.ChannelDelete,
  Events.GuildRoleUpdate,
  Events.GuildRoleDelete,
  Events.GuildMemberUpdate,
] as const;

/** Says what the bot lacks in its server and channels, each time that changes. */
export interface PlaceWatch {
  /** `onLook` is called when it was looked at, now and after each change. */
  watch(client: Client<true>, onLook: () => void): void;
  /** Told how a post to the main channel ended: a sentence where Discord refused it for good. */
  main(client: Client<true>, refusal?: string | null): void;
  /** The same for the channel of the anchors. */
  audit(client: Client<true>, refusal?: string | null): void;
}

export function watchPlace(
  settings: PlaceSettings,
  problems: ReturnType<typeof createProblems>,
  logger: Logger,
): PlaceWatch {
  let wished: string | null = null;
  const wish = (unmet: string | null): void => {
    if (unmet !== null && unmet !== wished) logger.warn(`The bot works, but for this: ${unmet}`);
    wished = unmet;
  };
  const main: PlaceWatch['main'] = (client, refusal = null) =>
    problems.set('discord-place', findPlaceFault(client, settings) ?? refusal);
  const audit: PlaceWatch['audit'] = (client, refusal = null) =>
    problems.set('discord-audit', findAuditFault(client, settings) ?? refusal);
  const look = (client: Client<true>): void => {
    main(client);
    audit(client);
    wish(findUnmetWishes(client, settings));
  };
  return {
    main,
    audit,
    watch: (client, onLook) => {
      const lookAndTell = (): void => {
        look(client);
        onLook();
      };
      lookAndTell();
      for (const change of CHANGES) client.on(change, lookAndTell);
    },
  };
}
