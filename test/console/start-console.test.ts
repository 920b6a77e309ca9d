import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type CommandCall, defineCommand, type Outcome } from '../../src/command.ts';
import { createNoticeSink } from '../../src/console/notice-sink.ts';
import { startConsole } from '../../src/console/start-console.ts';
import { openTerminal } from '../../src/console/terminal.ts';

const command = (name: string, options: Record<string, z.ZodType> = {}) =>
  defineCommand({
    name,
    summary: name,
    examples: [],
    options,
    needs: 'viewer',
    run: () => ({ title: name, tone: 'neutral' }),
  });

const commands = [
  command('status', { at: z.string() }),
  command('reset', { stake: z.string() }),
  command('quit'),
  command('slow'),
  command('fail'),
  command('paint'),
];

const reply = (title: string): Outcome => ({ kind: 'reply', reply: { title, tone: 'neutral' } });

const painted: Outcome = {
  kind: 'reply',
  reply: {
    title: 'Painted',
    tone: 'neutral',
    picture: { name: 'a.png', description: 'All of a', bytes: Buffer.from('png') },
  },
};

function open({ tty = false } = {}) {
  const input = Object.assign(new PassThrough(), { isTTY: tty, setRawMode: () => input });
  const output = Object.assign(new PassThrough(), { isTTY: tty, columns: 80 });
  let shown = '';
  output.setEncoding('utf8').on('data', (chunk) => {
    shown += chunk;
  });
  const calls: CommandCall[] = [];
  const run = async (call: CommandCall): Promise<Outcome> => {
    calls.push(call);
    if (call.name === 'slow') await new Promise((resolve) => setTimeout(resolve, 20));
    if (call.name === 'fail') throw new Error('the disk is gone');
    if (call.name === 'paint') return painted;
    const asks = ['reset', 'quit'].includes(call.name) && call.confirmed === undefined;
    const effect = `This does ${call.name}`;
    return asks
      ? { kind: 'confirm', token: `t-${call.name}`, effect, expiresAt: '' }
      : reply(`did ${call.name}`);
  };
  const logged: string[] = [];
  const quiet = () => {};
  const logger = {
    debug: quiet,
    info: quiet,
    warn: (message: string) => void logged.push(message),
    error: (message: string) => void logged.push(message),
  };
  const terminal = openTerminal({ input, output });
  const interrupts: string[] = [];
  const parts = { terminal, timeZone: 'UTC', now: () => Date.parse('2026-11-23T12:00:00Z') };
  const started = startConsole({
    ...parts,
    commands,
    run,
    suggest: async ({ typed }) => {
      if (typed === 'broken') throw new Error('the memory is on fire');
      return ['yesterday', 'today'].map((value) => ({ name: value, value }));
    },
    logger,
    keepFile: async ({ name }) => `/data/exports/${name}`,
    onInterrupt: () => void interrupts.push('^C'),
  });
  const sink = createNoticeSink(parts);
  return { input, output, calls, started, sink, terminal, interrupts, logged, shown: () => shown };
}

describe('the console', () => {
  it('runs each line as the owner and answers in order, one after another', async () => {
    const { input, calls, shown } = open();
    input.write('slow\nstatus\n\nstatuz\n');
    await expect.poll(shown).toContain('Did you mean status?');
    expect(shown()).toMatch(/^did slow\n\ndid status\n\nThere is no command/);
    expect(calls.map(({ caller }) => caller)).toEqual([
      { actor: 'console', role: 'owner' },
      { actor: 'console', role: 'owner' },
    ]);
    expect(new Set(calls.map(({ id }) => id)).size).toBe(2);
  });

  it('keeps the files of an answer, and says where', async () => {
    const { input, shown } = open();
    input.write('paint\n');
    await expect.poll(shown).toContain('Painted\nAll of a: /data/exports/a.png');
  });

  it('does what it asked about on yes, also where nobody sits at a terminal', async () => {
    const { input, calls, shown } = open();
    input.write('reset 2\nyes\n');
    await expect.poll(shown).toContain('did reset');
    expect(shown()).toContain('This does reset.\nType yes to do it');
    const [asked, confirmed] = calls;
    expect(confirmed).toEqual({ ...asked, confirmed: 't-reset' });
  });

  it('does nothing on any other line, and takes it as the next command', async () => {
    const { input, calls, shown } = open();
    input.write('reset 2\nstatus\nreset 3\nno\nreset 4\n\nstatus\n');
    await expect.poll(() => shown().match(/did status/g)?.length).toBe(2);
    expect(shown().match(/Not confirmed: nothing was done/g)).toHaveLength(3);
    expect(calls.filter(({ confirmed }) => confirmed !== undefined)).toEqual([]);
  });

  it('takes the whole word yes for an answer, and no answer to what was not asked', async () => {
    const { input, calls, shown } = open();
    input.write('reset 2\ny\nyes\nn\nstatus\n');
    await expect.poll(shown).toContain('did status');
    expect(shown()).toContain('Not confirmed: it takes the whole word yes. Nothing was done.');
    expect(shown().match(/Nothing is being asked now/g)).toHaveLength(2);
    expect(calls.filter(({ confirmed }) => confirmed !== undefined)).toEqual([]);
  });

  it('quits without a yes where it reads a pipe, and its end stops nothing', async () => {
    const { input, shown, terminal } = open();
    input.end('status\nquit');
    await expect.poll(shown).toContain('did quit');
    terminal.print('still here');
    await expect.poll(shown).toContain('still here');
  });

  it('asks before quitting where somebody sits at a terminal', async () => {
    const { input, shown, calls } = open({ tty: true });
    input.write('quit\r');
    await expect.poll(shown).toContain('This does quit.');
    expect(calls).toHaveLength(1);
  });

  it('says what went wrong, logs it and goes on', async () => {
    const { input, shown, logged } = open();
    input.write('fail\nstatus\n');
    await expect.poll(shown).toContain('did status');
    expect(shown()).toContain('That went wrong: the disk is gone');
    expect(logged).toHaveLength(1);
  });

  it('answers the command that runs before it stops, and takes no other', async () => {
    const { input, shown, started, calls } = open();
    input.write('slow\nstatus\n');
    await expect.poll(() => calls.length).toBe(1);
    await started.stop();
    await expect.poll(shown).toBe('did slow\n\n');
    expect(calls).toHaveLength(1);
  });

  it('prints notices without touching a half-typed line', async () => {
    const { input, shown, sink, terminal } = open({ tty: true });
    input.write('sta');
    await expect.poll(shown).toContain('sta');
    await sink.deliver({
      id: '1',
      kind: 'bet_won',
      about: 'results',
      at: '2026-11-23T11:00:00Z',
      message: { title: 'Won', tone: 'good' },
    });
    const log = new PassThrough();
    terminal.beside(log).write('a log line\n');
    expect(log.read().toString()).toBe('a log line\n');
    input.write('tus\r');
    await expect.poll(shown).toContain('did status');
    expect(shown()).toMatch(/Won.*\n[^\n]*> sta/s);
  });

  it('completes what is typed at Tab, and goes on where that breaks', async () => {
    const { input, calls, logged } = open({ tty: true });
    input.write('st\t');
    input.write('ye\t');
    input.write('\r');
    await expect.poll(() => calls).toMatchObject([{ name: 'status', options: { at: 'yesterday' } }]);
    input.write('status broken');
    input.write('\t');
    input.write('\r');
    await expect.poll(() => calls).toHaveLength(2);
    expect(logged).toEqual(['Nothing could be suggested']);
  });

  it('hands on Ctrl-C from the prompt', async () => {
    const { input, interrupts } = open({ tty: true });
    input.write('\u0003');
    await expect.poll(() => interrupts).toEqual(['^C']);
  });

  it('takes a width of 0, of a terminal that was never given a size, as unknown', () => {
    const { output, terminal } = open({ tty: true });
    expect(terminal.width()).toBe(80);
    output.columns = 0;
    expect(terminal.width()).toBe(Number.POSITIVE_INFINITY);
  });

  it('survives an output that is gone', () => {
    const { output, terminal } = open();
    output.destroy(new Error('EPIPE'));
    expect(() => terminal.print('into the void')).not.toThrow();
  });
});
