import type { Config } from '../../config/config.ts';
import { formatFaults } from '../../config/fault.ts';
import type { Loaded } from '../../config/load-config.ts';
import { reload } from '../../config/reload.ts';
import type { Reread } from '../app.ts';

/** The configuration as it is at each moment, and how it becomes another one. */
export interface LiveConfig {
  current(): Config;
  /** Reads everything again; nothing changes yet. */
  reread(): Reread;
  /** Called with each one that it becomes. */
  onAdopted(listener: (config: Config) => void): void;
}

/** `load` reads everything as the start did. */
export function createLiveConfig(first: Config, load: () => Loaded): LiveConfig {
  let current = first;
  const listeners: ((config: Config) => void)[] = [];
  return {
    current: () => current,
    onAdopted: (listener) => void listeners.push(listener),
    reread: () => {
      const loaded = load();
      if (loaded.kind !== 'config')
        return {
          kind: 'faults',
          text: loaded.kind === 'faults' ? formatFaults(loaded.faults, 'Nothing was changed') : loaded.text,
        };
      const { config, held, waiting } = reload(current, loaded.config);
      const adopt = (): void => {
        current = config;
        for (const listener of listeners) listener(config);
      };
      return { kind: 'read', settings: config.settings, held, waiting, adopt };
    },
  };
}
