import { DiscordAPIError, RESTJSONErrorCodes } from 'discord.js';
import type { Clock } from '../clock.ts';
import type { Logger } from '../logging/logger.ts';
import { backOff } from './back-off.ts';
import { type Registration, registerCommands } from './register-commands.ts';

/** Discord's own limits for this are counted in minutes and days. */
const SLOWER = 10;

/**
 * Registers the commands, and tries again until it is done or the session has ended. `onFault` gets what a
 * person must mend, in a sentence, or null when it is done.
 */
export async function keepRegistered(
  registration: Registration,
  { clock, logger, ended }: { readonly clock: Clock; readonly logger: Logger; readonly ended: AbortSignal },
  onFault: (fault: string | null) => void,
): Promise<void> {
  for (let failures = 0; !ended.aborted; ) {
    try {
      const written = await registerCommands(registration);
      onFault(null);
      return logger.info('Discord knows the commands', { commands: registration.payloads.length, written });
    } catch (error) {
      if (ended.aborted) return;
      failures += 1;
      logger.warn('The commands could not be registered with Discord', { failures, reason: String(error) });
      if (error instanceof DiscordAPIError && error.status < 500)
        onFault(explain(error, registration.guildId));
      await clock.wait(SLOWER * backOff(failures, Math.random()), ended).catch(() => {});
    }
  }
}

function explain({ code, message }: DiscordAPIError, guildId: string | null): string {
  switch (code) {
    case RESTJSONErrorCodes.MissingAccess:
      return `Discord lets the bot register no commands in the server ${guildId} (DISCORD_GUILD_ID): invite it again with the scope applications.commands, or correct the id.`;
    case RESTJSONErrorCodes.MaximumDailyApplicationCommandCreatesReached:
      return 'Discord takes no more new commands from this bot today (200 a day); the list is tried again until it does.';
    default:
      return `Discord refuses the list of commands: ${message} (${code}). The version of the program and that of Discord may not fit together.`;
  }
}
