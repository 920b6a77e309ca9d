import { type IncomingMessage, request } from 'node:http';
import { onTestFinished } from 'vitest';

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON unless it is a text. */
  readonly body?: unknown;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  /** Of a JSON answer. */
  // biome-ignore lint/suspicious/noExplicitAny: each test says what it expects of it.
  readonly json: any;
}

/** One request with exactly these headers, as no browser would let a page choose them. */
export async function ask(url: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Answer> {
  const sent = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const type = typeof body === 'object' ? { 'Content-Type': 'application/json' } : {};
  const response = await begin(url, method, { ...type, ...headers }, sent);
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  const isJson = /^application\/json/.test(response.headers['content-type'] ?? '');
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text,
    json: isJson && text !== '' ? JSON.parse(text) : undefined,
  };
}

function begin(
  url: string,
  method: string,
  headers: Readonly<Record<string, string>>,
  body: string | undefined,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent: false }, resolve);
    sent.on('error', reject);
    sent.end(body);
  });
}

interface Message {
  readonly event: string;
  readonly id: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: each test says what it expects of it.
  readonly data: any;
}

export interface Listening {
  readonly status: number;
  readonly messages: readonly Message[];
  /** Whether the other side has ended it. */
  ended(): boolean;
  close(): void;
}

/** Follows a stream of server-sent events until the test is over. */
export async function listen(
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Listening> {
  const response = await begin(url, 'GET', headers, undefined);
  const messages: Message[] = [];
  let ended = false;
  let text = '';
  response.setEncoding('utf8');
  response.on('data', (chunk: string) => {
    text += chunk;
    const parts = text.split('\n\n');
    text = parts.pop() ?? '';
    for (const part of parts) {
      const message = readMessage(part);
      if (message !== null) messages.push(message);
    }
  });
  response.on('close', () => {
    ended = true;
  });
  response.on('error', () => {});
  onTestFinished(() => void response.destroy());
  return {
    status: response.statusCode ?? 0,
    messages,
    ended: () => ended,
    close: () => void response.destroy(),
  };
}

function readMessage(part: string): Message | null {
  const fields = Object.fromEntries(part.split('\n').map((line) => line.split(/: (.*)/s, 2)));
  if (fields.event === undefined) return null;
  return { event: fields.event, id: fields.id ?? null, data: JSON.parse(fields.data ?? 'null') };
}
