import { DiscordAPIError } from 'discord.js';

/** One thing that was looked at on Discord. */
export interface PlaceSeen {
  /** `Discord channel`. */
  readonly what: string;
  /** `amiss`: the bot cannot work so; `wanting`: it works, and something does not. */
  readonly state: 'well' | 'wanting' | 'amiss' | 'unset';
  /** In sentences, with what to do where it is not well. */
  readonly text: string;
}

export const seen = (what: string, state: PlaceSeen['state'], text: string): PlaceSeen => ({
  what,
  state,
  text,
});

/** Discord's codes for what is not there, or not for this bot to see (developer documentation, "JSON Error Codes"). */
export const HIDDEN = {
  channel: [10_003, 50_001],
  guild: [10_004, 50_001],
  member: [10_007, 10_013],
} as const;

/** What Discord answers; null where it answers with one of these codes. */
export async function orNullIf<T>(codes: readonly number[], asking: Promise<T>): Promise<T | null> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof DiscordAPIError && codes.some((code) => code === error.code)) return null;
    throw error;
  }
}
