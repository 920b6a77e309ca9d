import { DiscordjsError, DiscordjsErrorCodes, GatewayCloseCodes } from 'discord.js';

/** Why there is no session, in a sentence for the operator. */
export interface LoginFault {
  readonly message: string;
  /** Trying again changes nothing until a person has done what the message says. */
  readonly needsPerson: boolean;
}

const PORTAL = 'https://discord.com/developers/applications';

export const TOKEN_REFUSED: LoginFault = {
  message: `Discord refuses the bot's token. Take a new one under Bot, Reset Token at ${PORTAL}, set DISCORD_TOKEN to it and start the program again.`,
  needsPerson: true,
};

const INTENTS_REFUSED: LoginFault = {
  message: `Discord refuses the intents that the bot asks for, although it asks for Guilds alone. Check that the application at ${PORTAL} is neither restricted nor disabled.`,
  needsPerson: true,
};

/** `error` is what a login rejected with, `closeCode` what the gateway closed the socket with, if it did. */
export function loginFault(error: unknown, closeCode: number | null): LoginFault {
  if (closeCode === GatewayCloseCodes.AuthenticationFailed) return TOKEN_REFUSED;
  if (closeCode === GatewayCloseCodes.DisallowedIntents || closeCode === GatewayCloseCodes.InvalidIntents)
    return INTENTS_REFUSED;
  if (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid)
    return TOKEN_REFUSED;
  if (closeCode !== null && isFinal(closeCode)) return outOfDate(closeCode);
  return { message: `Discord cannot be reached: ${reason(error, closeCode)}.`, needsPerson: false };
}

const isFinal = (code: number): boolean =>
  code === GatewayCloseCodes.InvalidShard ||
  code === GatewayCloseCodes.ShardingRequired ||
  code === GatewayCloseCodes.InvalidAPIVersion;

const outOfDate = (code: number): LoginFault => ({
  message: `Discord ended the session for good (${code} ${GatewayCloseCodes[code] ?? ''}). A newer version of the program is needed, or a bot of its own that is in fewer than 2500 servers.`,
  needsPerson: true,
});

function reason(error: unknown, closeCode: number | null): string {
  if (error instanceof Error) return error.message.replace(/\.$/, '') || error.name;
  return closeCode === null ? String(error) : `the gateway closed with ${closeCode}`;
}
