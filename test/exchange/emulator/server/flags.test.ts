import { expect, it } from 'vitest';
import { CONTROL_PATHS } from '../../../../src/exchange/emulator/server/control-paths.ts';
import { HELP, readFlags } from '../../../../src/exchange/emulator/server/flags.ts';

const defaults = { port: 0, dir: null, seed: 1, speed: 1, replay: [] };

it('takes generated football as fast as life where nothing is said', () => {
  expect(readFlags([])).toEqual({ kind: 'flags', flags: defaults });
});

it('reads every flag, with an equals sign or without, and any number of recordings', () => {
  const args = [
    '--replay',
    'a',
    'b',
    '--port',
    '8443',
    '--dir=certs',
    '--seed',
    '-7',
    '--speed',
    '3600',
    '--replay=c',
  ];
  expect(readFlags(args)).toEqual({
    kind: 'flags',
    flags: { port: 8443, dir: 'certs', seed: -7, speed: 3600, replay: ['a', 'b', 'c'] },
  });
});

it('shows its help', () => {
  expect(readFlags(['--help'])).toEqual({ kind: 'help' });
  expect(readFlags(['-h'])).toEqual({ kind: 'help' });
  for (const path of CONTROL_PATHS) expect(HELP).toContain(`  ${path}\n`);
});

it.each([
  [['--port', 'abc'], '--port abc: expected a whole number from 0 to 65535.'],
  [['--port', '65536'], '--port 65536: expected a whole number from 0 to 65535.'],
  [['--port'], '--port: expected a whole number from 0 to 65535.'],
  [['--port', '1', '2'], '--port 1 2: expected a whole number from 0 to 65535.'],
  [['--dir'], '--dir: expected the path of a folder.'],
  [['--seed', '1.5'], '--seed 1.5: expected a whole number.'],
  [['--speed', '0'], '--speed 0: expected a number from 1 to 100000.'],
  [['--speed', 'fast'], '--speed fast: expected a number from 1 to 100000.'],
  [['--replay'], '--replay: expected the paths of recorded markets, at least one.'],
  [['--sped', '2'], '--sped is not known: --port, --dir, --seed, --speed, --replay, --help are.'],
  [['recording'], 'recording is not known: --port, --dir, --seed, --speed, --replay, --help are.'],
])('names what is allowed for %j', (args, fault) => {
  expect(readFlags(args)).toEqual({ kind: 'faults', faults: [fault] });
});

it('names every fault at once', () => {
  expect(readFlags(['--port', 'x', '--speed', 'y'])).toMatchObject({
    faults: [/--port/, /--speed/].map((each) => expect.stringMatching(each)),
  });
});
