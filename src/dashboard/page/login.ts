import { postJson } from './api.ts';

const form = document.querySelector<HTMLFormElement>('#login');
const fault = document.querySelector<HTMLElement>('#fault');

form?.addEventListener('submit', (event) => {
  event.preventDefault();
  const token = new FormData(form).get('token');
  if (typeof token === 'string') void logIn(token);
});

async function logIn(token: string): Promise<void> {
  try {
    const { status, body } = await postJson('/login', { token });
    if (status < 300) return location.assign('/');
    say((body as { message?: string } | null)?.message ?? `The server answered ${status}.`);
  } catch {
    say('The server could not be reached.');
  }
}

/** The token stays, marked, so that the next attempt types over it. */
function say(words: string): void {
  if (fault !== null) fault.textContent = words;
  const input = form?.querySelector('input');
  input?.focus();
  input?.select();
}
