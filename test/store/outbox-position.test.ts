import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keptInFolder } from '../../store/kept-value.ts';
import { openOutboxPosition } from '../../store/outbox-position.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outbox-position-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('the position of an outbox', () => {
  it('is nothing before the first, then what was last written, in a file of its own', async () => {
    const position = openOutboxPosition(keptInFolder(folder, 'demo'), 'discord');
    expect(await position.read()).toBeNull();
    await position.write(7);
    await position.write(12);
    expect(await openOutboxPosition(keptInFolder(folder, 'demo'), 'discord').read()).toBe(12);
    expect(await openOutboxPosition(keptInFolder(folder, 'live'), 'discord').read()).toBeNull();
    expect(await readdir(folder)).toEqual(['outbox.discord.demo.json']);
    expect(await readFile(join(folder, 'outbox.discord.demo.json'), 'utf8')).toBe('{"seq":12}\n');
  });

  it.each(['', '{"seq":', '{"seq":-1}', '{"seq":"7"}', '[]'])(
    'names the file where it holds %j',
    async (text) => {
      const file = join(folder, 'outbox.discord.demo.json');
      await writeFile(file, text);
      await expect(openOutboxPosition(keptInFolder(folder, 'demo'), 'discord').read()).rejects.toThrow(file);
    },
  );

  it('rejects where the folder is gone', async () => {
    await expect(
      openOutboxPosition(keptInFolder(join(folder, 'gone'), 'demo'), 'discord').write(1),
    ).rejects.toThrow('ENOENT');
  });
});
