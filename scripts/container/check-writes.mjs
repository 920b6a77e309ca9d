import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { untilSettled } from '../event-file.mjs';
import { must } from './must.mjs';
import { run } from './run.mjs';
import { startContainer } from './start-container.mjs';
import { makeVolume } from './volume.mjs';
import { endInOrder } from './wait-until.mjs';

/** Made on purpose: that it shows means that anything else would. */
const BY_ANOTHER = 'app/dist/made-by-another';

/** The bot where nothing keeps it from writing: its root is no read-only one, and every folder of it is everybody's. */
export async function checkWrites({ folder, image, services, say }) {
  const volume = makeVolume(folder, 'open', image);
  const { environment, secrets, volumes, read_only, tmpfs, ...open } = services.rollover;
  const bot = startContainer({
    ...{ folder, name: 'open', image },
    service: { ...open, command: [...image.config.Cmd, '--speed', '3600'] },
    mounts: [{ from: volume, to: '/data', isReadOnly: false }],
    prepare: (root) => run('find', root, '-xdev', '-type', 'd', '-exec', 'chmod', '777', '{}', '+'),
  });
  await untilSettled(join(volume, 'betting_events.demo.json'), bot.mustRun);
  await bot.exec('touch', `/${BY_ANOTHER}`);
  await endInOrder(bot, image.config);
  const written = bot.written();
  must(written.join() === BY_ANOTHER, `the bot wrote outside its data folder: ${written.join(', ')}`);
  say(`where it may write everywhere it still writes in /data alone: ${readdirSync(volume).join(', ')}`);
}
