import type { Config } from '../../config/config.ts';
import { loadConfig } from '../../config/load-config.ts';
import type { Mode } from '../../src/core/events.ts';

export const OWNER = '1290000000000000004';

/** A target that two days can reach, and ids as a person would have set them. */
const FILE = { betting: { target_amount: 30 } };
const ENV = {
  DISCORD_TOKEN: 'not-shown',
  DISCORD_GUILD_ID: '1290000000000000001',
  DISCORD_CHANNEL_ID: '1290000000000000002',
  DISCORD_AUDIT_CHANNEL_ID: '1290000000000000003',
  DISCORD_OWNER_ID: OWNER,
  DISCORD_OPERATOR_ROLE_ID: '1290000000000000005',
};

/** As the program reads it, but for the account of a live bot. */
export function sampleConfig(mode: Mode, seed: number): Config {
  const loaded = loadConfig({
    env: ENV,
    readFile: (path) => {
      if (path === 'config/betting_config.json') return JSON.stringify({ ...FILE, demo: { seed, speed: 1 } });
      throw Object.assign(new Error(`${path} is not there`), { code: 'ENOENT' });
    },
    flags: [],
  });
  if (loaded.kind !== 'config') throw new Error('the sample configuration does not load');
  return { ...loaded.config, mode };
}
