import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keptInFolder } from '../../store/kept-value.ts';
import { openPinnedMessage } from '../../store/pinned-message.ts';
import { tempDir } from './temp-log.ts';

describe('the pinned message', () => {
  it('is none before the first, then the last one kept, for each mode by itself', async () => {
    const dir = tempDir();
    const message = openPinnedMessage(keptInFolder(dir, 'live'));
    expect(await message.read()).toBeNull();
    await message.write({ channelId: '1', messageId: '2' });
    await message.write({ channelId: '1', messageId: '3' });
    expect(await openPinnedMessage(keptInFolder(dir, 'live')).read()).toEqual({
      channelId: '1',
      messageId: '3',
    });
    expect(await openPinnedMessage(keptInFolder(dir, 'demo')).read()).toBeNull();
    expect(readdirSync(dir)).toEqual(['pinned.discord.live.json']);
  });

  it('names the file where it holds something else', async () => {
    const dir = tempDir();
    const file = join(dir, 'pinned.discord.live.json');
    writeFileSync(file, '{"seq":7}\n');
    await expect(openPinnedMessage(keptInFolder(dir, 'live')).read()).rejects.toThrow(
      `${file} does not hold what it is for, such as {"channelId":"1300000000000000001"`,
    );
  });
});
