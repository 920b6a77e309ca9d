import type { UploadedFile } from './attachments.ts';
import type { Changes } from './changes.ts';
import type { Commands } from './commands.ts';
import type { Gateway } from './gateway.ts';
import type { Interactions } from './interactions.ts';
import type { Messages } from './messages.ts';
import type { World } from './world.ts';

/** The parts of the stand-in that its routes and its people share. */
export interface Discord {
  readonly now: () => number;
  readonly nextId: () => string;
  readonly world: World;
  readonly changes: Changes;
  readonly commands: Commands;
  readonly messages: Messages;
  readonly interactions: Interactions;
  readonly gateway: Gateway;
  readonly gatewayUrl: () => string;
}

/** One request, its route's parameters taken from the path. */
export interface Call {
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly files: readonly UploadedFile[];
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/** Answers a call, or throws a DiscordError. */
export type Handler = (call: Call) => Answer;

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const noContent: Answer = { status: 204 };
