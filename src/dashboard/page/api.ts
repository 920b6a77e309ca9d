import { readJson } from './read-json.ts';

/** An answer that is none: the server's own words where it has some. */
export class ApiFault extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** What a path of the API answers; to the login where there is no session. Rejects with an ApiFault, or a TypeError without a connection. */
export async function getJson<T>(path: string): Promise<T> {
  const response = await fetch(path, { headers: { accept: 'application/json' } });
  if (response.status === 401) toLogin();
  if (!response.ok) throw new ApiFault(response.status, await messageOf(response));
  return readJson(await response.text()) as T;
}

/** Sends JSON and gives the status with the answer, whatever it is. Rejects with a TypeError without a connection. */
export async function postJson(
  path: string,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly headers: Headers; readonly body: unknown }> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: jsonOrNothing(text) };
}

export function toLogin(): void {
  location.assign('/login');
}

/** A path with those parameters that have a value. */
export function withQuery(
  path: string,
  parameters: Readonly<Record<string, string | number | null | undefined>>,
): string {
  const given = Object.entries(parameters).flatMap(([name, value]) =>
    value === null || value === undefined || value === '' ? [] : [[name, String(value)]],
  );
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}

async function messageOf(response: Response): Promise<string> {
  const said = jsonOrNothing(await response.text()) as { message?: unknown } | null;
  return typeof said?.message === 'string' ? said.message : `The server answered ${response.status}.`;
}

function jsonOrNothing(text: string): unknown {
  try {
    return readJson(text);
  } catch {
    return null;
  }
}
