import type {
  APIApplicationCommandOption,
  APIApplicationCommandOptionChoice,
  APIEmbed,
  APIMessageTopLevelComponent,
} from 'discord-api-types/v10';
import { z } from 'zod';
import { DiscordError } from './discord-error.ts';

const isObject = (value: unknown) => typeof value === 'object' && value !== null;

const attachment = z.object({
  id: z.string(),
  filename: z.string().nullish(),
  description: z.string().nullish(),
  title: z.string().nullish(),
});

/** What a message is made of; the insides of embeds and components are checked by the specification. */
export const messageBody = z.object({
  content: z.string().nullish(),
  embeds: z.array(z.custom<APIEmbed>(isObject)).nullish(),
  components: z.array(z.custom<APIMessageTopLevelComponent>(isObject)).nullish(),
  attachments: z.array(attachment).nullish(),
  flags: z.int().nullish(),
  tts: z.boolean().nullish(),
  nonce: z.union([z.string(), z.int()]).nullish(),
  enforce_nonce: z.boolean().nullish(),
  message_reference: z.object({ message_id: z.string(), channel_id: z.string().nullish() }).nullish(),
  allowed_mentions: z
    .object({ parse: z.array(z.string()).nullish(), roles: z.array(z.string()).nullish() })
    .nullish(),
});
export type MessageBody = z.output<typeof messageBody>;

export const commandBody = z.object({
  type: z.int().nullish(),
  name: z.string(),
  name_localizations: z.record(z.string(), z.string()).nullish(),
  description: z.string().nullish(),
  description_localizations: z.record(z.string(), z.string()).nullish(),
  options: z.array(z.custom<APIApplicationCommandOption>(isObject)).nullish(),
  default_member_permissions: z.union([z.string(), z.number()]).nullish(),
  dm_permission: z.boolean().nullish(),
  contexts: z.array(z.int()).nullish(),
  integration_types: z.array(z.int()).nullish(),
  nsfw: z.boolean().nullish(),
});
export type CommandBody = z.output<typeof commandBody>;

const choice = z.custom<APIApplicationCommandOptionChoice>(isObject);

/** The answer to an interaction: its type, and a message or choices with it. */
export const callbackBody = z.object({
  type: z.int(),
  data: messageBody.extend({ choices: z.array(choice).nullish() }).nullish(),
});
export type CallbackBody = z.output<typeof callbackBody>;

export const threadBody = z.object({
  name: z.string(),
  type: z.int().nullish(),
  auto_archive_duration: z.int().nullish(),
  rate_limit_per_user: z.int().nullish(),
});

export const channelChanges = z.object({
  name: z.string().nullish(),
  archived: z.boolean().nullish(),
  locked: z.boolean().nullish(),
  auto_archive_duration: z.int().nullish(),
  rate_limit_per_user: z.int().nullish(),
});

/** The body in the shape a route needs; one that has another shape is Discord's 50035. */
export function readBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => ({
    path: issue.path.join('/'),
    code: 'BASE_TYPE_BAD_TYPE',
    message: issue.message,
  }));
  throw new DiscordError(50035, { faults });
}
