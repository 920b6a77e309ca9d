import { signal } from '@preact/signals';
import { postJson, toLogin } from './api.ts';
import { freshId } from './fresh-id.ts';
import type { Asked, CommandRequest, Reply } from './wire-types.ts';

export type Options = NonNullable<CommandRequest['options']>;

/** What was asked for and what came of it. */
export interface Exchange {
  /** The idempotency key of the request and of its confirmation. */
  readonly id: string;
  /** As typed, or as a button would type it. */
  readonly line: string;
  readonly answer:
    | { readonly kind: 'waiting' }
    | { readonly kind: 'reply'; readonly reply: Reply }
    /** The rules, the server or the connection said no. */
    | { readonly kind: 'refused'; readonly title: string; readonly message: string };
}

/** A command that waits for a yes. */
export interface Question extends Asked {
  readonly id: string;
  readonly line: string;
  readonly name: string;
  readonly options: Options;
}

const KEPT = 20;

/** Newest first. */
export const exchanges = signal<readonly Exchange[]>([]);
export const question = signal<Question | null>(null);

const TITLES: Readonly<Record<number, string>> = {
  400: 'Not understood',
  403: 'Not allowed',
  404: 'Not known',
  409: 'Refused',
  429: 'Too often',
};

/** Sends a command; each call is one wish of the reader's, under one idempotency key. */
export const runCommand = (line: string, name: string, options: Options): Promise<void> =>
  send({ id: freshId(), line, name, options });

/** Does what was asked about; the same wish, so the same key. */
export async function confirm({ id, line, name, options, confirm: token }: Question): Promise<void> {
  question.value = null;
  await send({ id, line, name, options }, token);
}

export function decline({ id, line }: Question): void {
  question.value = null;
  tell({ id, line, answer: { kind: 'refused', title: 'Left as it is', message: 'Nothing was changed.' } });
}

/** What is wrong with a line that never was sent. */
export const tellFault = (line: string, message: string): void =>
  tell({ id: freshId(), line, answer: { kind: 'refused', title: 'Not understood', message } });

async function send(
  { id, line, name, options }: Pick<Question, 'id' | 'line' | 'name' | 'options'>,
  token?: string,
): Promise<void> {
  tell({ id, line, answer: { kind: 'waiting' } });
  try {
    const { status, body } = await postJson(
      `/api/commands/${encodeURIComponent(name)}`,
      { options, ...(token !== undefined && { confirm: token }) },
      { 'Idempotency-Key': id },
    );
    if (status === 401) return toLogin();
    if (status === 202) {
      forget(id);
      question.value = { ...(body as Asked), id, line, name, options };
      return;
    }
    tell({ id, line, answer: answerOf(status, body) });
  } catch {
    const message =
      'The server could not be reached. Whether it was done is not known: look before trying again.';
    tell({ id, line, answer: { kind: 'refused', title: 'No answer', message } });
  }
}

function answerOf(status: number, body: unknown): Exchange['answer'] {
  const said = body as { reply?: Reply; message?: string } | null;
  if (said?.reply) return { kind: 'reply', reply: said.reply };
  const title = TITLES[status] ?? 'Not done';
  return { kind: 'refused', title, message: said?.message ?? `The server answered ${status}.` };
}

function tell(exchange: Exchange): void {
  exchanges.value = [exchange, ...exchanges.value.filter(({ id }) => id !== exchange.id)].slice(0, KEPT);
}

export function forget(id: string): void {
  exchanges.value = exchanges.value.filter((each) => each.id !== id);
}
