import {
  AttachmentBuilder,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  DiscordAPIError,
  MessageFlags,
  RESTJSONErrorCodes,
} from 'discord.js';
import type { Clock } from '../clock.ts';
import { within } from '../within.ts';
import type { Answer } from './render/render-outcome.ts';

/** Discord waits three seconds for the first sign; what is done sooner than this is answered without one. */
const DIRECTLY_WITHIN = 1_500;

/**
 * Answers with a message of its own. Whether others see it is fixed by the first sign already, before a slow
 * answer is known: so that sign is public, and is taken back where the answer is for one person alone.
 */
export async function answerBelow(
  interaction: ChatInputCommandInteraction | ButtonInteraction,
  work: Promise<Answer>,
  clock: Clock,
): Promise<void> {
  const early = await within(work, DIRECTLY_WITHIN, clock);
  if (early !== null) {
    await interaction.reply(message(early));
    return;
  }
  await interaction.deferReply();
  const answer = await work;
  if (!answer.ephemeral) {
    await interaction.editReply(visible(answer));
    return;
  }
  // In this order: the first follow-up to a deferral takes its place, and would be seen by all.
  await interaction.deleteReply();
  await interaction.followUp(message(answer));
}

/** Answers in place of the message that holds the button, where `stays` says so; otherwise below it. */
export async function answerInPlace(
  interaction: ButtonInteraction,
  work: Promise<Answer>,
  clock: Clock,
  stays: (answer: Answer) => boolean,
): Promise<void> {
  const early = await within(work, DIRECTLY_WITHIN, clock);
  if (early !== null) {
    await (stays(early) ? interaction.update(visible(early)) : interaction.reply(message(early)));
    return;
  }
  await interaction.deferUpdate();
  const answer = await work;
  await (stays(answer) ? interaction.editReply(visible(answer)) : interaction.followUp(message(answer)));
}

/** Answered twice or too late: with Discord that happens without anyone's fault, and nothing can be done. */
export function isStale(error: unknown): boolean {
  return (
    error instanceof DiscordAPIError &&
    (error.code === RESTJSONErrorCodes.UnknownInteraction ||
      error.code === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged)
  );
}

const content = ({ embeds, components, files }: Answer) => ({
  embeds,
  components,
  files: files.map(
    ({ name, description, bytes }) => new AttachmentBuilder(Buffer.from(bytes), { name, description }),
  ),
});

/** In the place of what a message showed before, files included. */
const visible = (answer: Answer) => ({ ...content(answer), attachments: [] });

const message = (answer: Answer) => ({
  ...content(answer),
  ...(answer.ephemeral && { flags: MessageFlags.Ephemeral as const }),
});
