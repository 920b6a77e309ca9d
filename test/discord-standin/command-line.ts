import type { Who } from './world.ts';

/** One line typed at the stand-in's terminal. */
export type Line =
  | {
      readonly kind: 'command';
      readonly who: Who;
      readonly name: string;
      readonly options: Record<string, string>;
    }
  | {
      /** The last option is being typed. */
      readonly kind: 'typing';
      readonly who: Who;
      readonly name: string;
      readonly options: Record<string, string>;
      readonly focused: string;
    }
  | { readonly kind: 'press'; readonly who: Who; readonly button: number }
  | { readonly kind: 'away'; readonly seconds: number }
  | { readonly kind: 'cut' | 'messages' | 'commands' | 'help' | 'quit' | 'nothing' }
  | { readonly kind: 'mistake'; readonly message: string };

const people: readonly Who[] = ['owner', 'operator', 'viewer', 'stranger'];
const words = ['cut', 'messages', 'commands', 'help', 'quit'] as const;

/**
 * Reads a line. In `/command name:value name:value` a value goes on to the next `name:` that the command
 * has, so it may hold spaces and colons, as in Discord's own box.
 */
export function parseLine(typed: string, optionNames: (command: string) => readonly string[]): Line {
  const line = typed.trim();
  if (line === '') return { kind: 'nothing' };
  const as = /^as\s+(\S+)\s+(.+)$/s.exec(line);
  const who = as ? people.find((one) => one === as[1]) : 'owner';
  if (!who)
    return {
      kind: 'mistake',
      message: `there is nobody called "${as?.[1]}" here; there are: ${people.join(', ')}`,
    };
  const act = as?.[2] ?? line;
  if (act.startsWith('/')) return parseCommand(act, who, optionNames);
  const half = /^type\s+(\/.+)$/s.exec(act)?.[1];
  if (half !== undefined) return parseTyping(parseCommand(half, who, optionNames));
  const [word = '', argument = ''] = act.split(/\s+/);
  if (word === 'press') {
    const button = Number(argument);
    if (Number.isInteger(button) && button > 0) return { kind: 'press', who, button };
    return { kind: 'mistake', message: 'press which button? For example: press 1' };
  }
  if (word === 'away') {
    const seconds = Number(argument);
    if (argument !== '' && seconds > 0) return { kind: 'away', seconds };
    return { kind: 'mistake', message: 'away for how many seconds? For example: away 10' };
  }
  const known = words.find((one) => one === word);
  if (known) return { kind: known };
  return {
    kind: 'mistake',
    message: `"${word}" is not known here; help lists what is, and commands begin with /`,
  };
}

function parseTyping(line: Line): Line {
  if (line.kind !== 'command') return line;
  const focused = Object.keys(line.options).at(-1);
  if (focused === undefined)
    return { kind: 'mistake', message: 'type what into which option? For example: type /bet id:draw' };
  return { ...line, kind: 'typing', focused };
}

function parseCommand(text: string, who: Who, optionNames: (command: string) => readonly string[]): Line {
  const [, name = '', rest = ''] = /^\/(\S*)\s*(.*)$/s.exec(text) ?? [];
  const known = optionNames(name);
  const options: Record<string, string> = {};
  let last: string | null = null;
  for (const part of rest.split(/\s+(?=\S)/).filter(Boolean)) {
    const pair = /^([^\s:]+):(.*)$/.exec(part);
    const key = pair?.[1] ?? '';
    if (pair && (known.includes(key) || last === null)) {
      options[key] = pair[2] ?? '';
      last = key;
    } else if (last !== null) options[last] = `${options[last]} ${part}`;
    else
      return {
        kind: 'mistake',
        message: `options are written name:value, so "${part}" cannot be read; /${name} has: ${known.join(', ') || 'no options'}`,
      };
  }
  for (const [key, value] of Object.entries(options)) options[key] = value.replace(/^"(.*)"$/, '$1');
  return { kind: 'command', who, name, options };
}
