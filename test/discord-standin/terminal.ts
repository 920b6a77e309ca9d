import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import type { News } from './changes.ts';
import { type Line, parseLine } from './command-line.ts';
import type { Violation } from './conformance.ts';
import type { StoredMessage } from './messages.ts';
import { messageLines, seeMessage } from './seen-message.ts';
import type { Standin } from './standin.ts';
import type { Who } from './world.ts';

const help = `What you can type:
  /command name:value ...      use a command as the owner, e.g. /odds min:3 max:4
  as operator /status          the same as operator, viewer or stranger (who has no role at all)
  type /command name:val       see what is offered while the last option is typed
  press 1                      press the first button of the last message that has buttons
  as stranger press 1          somebody else presses it
  cut                          cut the gateway: the bot has to resume
  away 10                      take Discord away for ten seconds
  messages                     show every message again
  commands                     show the commands that the bot has registered
  help, quit`;

/**
 * Shows on `output` what happens at the stand-in, and does what is typed on `input`.
 * Resolves after `quit`; the end of `input` ends nothing.
 */
export function runTerminal(
  standin: Standin,
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream & { isTTY?: boolean },
): Promise<void> {
  const people = Object.entries(standin.users).map(([who, user]) => ({ who: who as Who, ...user }));
  const nameOf = (id: string) => people.find((one) => one.id === id)?.who ?? id;
  const places = new Map([
    [standin.channels.main, '#rollover'],
    [standin.channels.audit, '#rollover-audit'],
  ]);
  const placeName = (id: string) => places.get(id) ?? `(thread or direct) ${id}`;
  /** In the order in which they were last changed. */
  const shown: StoredMessage[] = [];
  const visible = () => shown.filter((one) => !one.deleted && !one.thinking);
  const reader = createInterface({ input, output, terminal: output.isTTY === true, prompt: '> ' });

  function print(text: string): void {
    // On a terminal the half-typed line is moved below what is printed.
    if (output.isTTY) output.write('\r\u001b[K');
    output.write(`${text}\n`);
    if (output.isTTY) reader.prompt(true);
  }

  function prompt(): void {
    if (output.isTTY) reader.prompt();
  }

  function describe(message: StoredMessage, what: string): string {
    const { author, channel_id: channel } = message.message;
    const only = message.visibleTo === null ? '' : `, only ${nameOf(message.visibleTo)} sees this`;
    const lines = messageLines(message.message).map((line) => `    ${line}`);
    return [`${placeName(channel)}  ${author.global_name}${what}${only}:`, ...lines, ''].join('\n');
  }

  function describeNews(news: News): string | null {
    switch (news.what) {
      case 'posted':
        return news.message.thinking ? null : describe(news.message, '');
      case 'edited':
        return describe(news.message, ' (edited)');
      case 'deleted':
        return `(a message in ${placeName(news.message.message.channel_id)} was deleted)\n`;
      case 'identified':
        return '(the bot is connected)\n';
      case 'resumed':
        return '(the bot has resumed its session)\n';
      case 'disconnected':
        return '(the bot is disconnected)\n';
      case 'registered':
        return `(the bot has registered ${commandNames()})\n`;
      case 'unanswered':
        return `The application did not respond (only ${nameOf(news.interaction.userId)} sees this)\n`;
      case 'violation':
        return describeViolation(news.violation);
      case 'heartbeat':
      case 'changed':
        return null;
    }
  }

  function tell(news: News): void {
    if (news.what === 'posted' || news.what === 'edited') {
      const { message } = news;
      shown.splice(0, shown.length, ...shown.filter((one) => one !== message), message);
    }
    const text = describeNews(news);
    if (text !== null) print(text);
  }

  const registered = () => [...standin.commands('guild'), ...standin.commands('global')];
  const commandNames = () =>
    registered()
      .map((one) => `/${one.name}`)
      .join(' ') || 'no commands';

  function describeCommands(): string {
    return (
      registered()
        .map((one) => {
          const options = (one.options ?? []).map((option) => {
            const type = ApplicationCommandOptionType[option.type]?.toLowerCase();
            return option.required ? `${option.name}:${type}` : `[${option.name}:${type}]`;
          });
          return `  ${[`/${one.name}`, ...options].join(' ')}\n      ${one.description}`;
        })
        .join('\n') || 'the bot has registered no commands (yet)'
    );
  }

  function press(who: Who, button: number): void {
    const { id } = standin.users[who];
    const message = visible().findLast(
      (one) =>
        !one.deleted &&
        (one.visibleTo === null || one.visibleTo === id) &&
        seeMessage(one).buttons.length > 0,
    );
    if (!message) throw new Error(`${who} sees no message with buttons`);
    const { buttons } = seeMessage(message);
    const wanted = buttons[button - 1];
    if (!wanted)
      throw new Error(`the last message with buttons has ${buttons.length}, so there is no ${button}`);
    if (wanted.customId === null) throw new Error(`"${wanted.label}" is a link to ${wanted.url}`);
    standin.press(who, message.id, wanted.customId);
  }

  async function goAway(seconds: number): Promise<void> {
    await standin.refuseConnections(true);
    print(`(Discord is away for ${seconds} s)`);
    await sleep(seconds * 1_000, undefined, { ref: false });
    await standin.refuseConnections(false);
    print('(Discord is back)');
  }

  async function act(line: Exclude<Line, { kind: 'quit' }>): Promise<void> {
    switch (line.kind) {
      case 'nothing':
        break;
      case 'mistake':
        print(line.message);
        break;
      case 'command':
        standin.command(line.who, line.name, line.options);
        break;
      case 'typing': {
        const choices = await standin.autocomplete(line.who, line.name, line.options, line.focused);
        const lines = choices.map(({ name, value }) => `    ${name}  [${line.focused}:${value}]`);
        print(lines.join('\n') || '    (nothing is offered)');
        break;
      }
      case 'press':
        press(line.who, line.button);
        break;
      case 'cut':
        standin.cutGateway();
        break;
      case 'away':
        await goAway(line.seconds);
        break;
      case 'messages':
        print(
          visible()
            .map((one) => describe(one, ''))
            .join('\n') || 'no message yet',
        );
        break;
      case 'commands':
        print(describeCommands());
        break;
      case 'help':
        print(help);
        break;
    }
  }

  const optionNames = (command: string) =>
    registered()
      .find((one) => one.name === command)
      ?.options?.map((one) => one.name) ?? [];

  return new Promise((resolve) => {
    const stopListening = standin.listen(tell);
    prompt();
    reader.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
    reader.on('line', (typed) => {
      const line = parseLine(typed, optionNames);
      if (line.kind === 'quit') {
        stopListening();
        reader.close();
        return resolve();
      }
      act(line)
        .catch((error: unknown) => print(error instanceof Error ? error.message : String(error)))
        .finally(prompt);
    });
  });
}

function describeViolation(violation: Violation): string {
  const faults = violation.faults.map((one) => `    ${one.path || '(whole)'}: ${one.message} [${one.code}]`);
  return [`!! Discord would refuse this request of the bot: ${violation.route}`, ...faults, ''].join('\n');
}
