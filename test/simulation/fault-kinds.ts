import { FAULT_KINDS } from '../../src/exchange/emulator/server/fault-register.ts';

/** Everything that befalls a simulated bot, each with draws of its own: leaving one out changes no other. */
export const KINDS = [
  ...FAULT_KINDS,
  'suspend',
  'void',
  'close',
  'dead_heat',
  'correct',
  'void_bet',
  'pace',
  'kill',
  'power_cut',
  'restart',
  'disk_full',
  'disk_write',
  'disk_sync',
  'discord_away',
  'discord_unsure',
  'pause',
  'late_orders',
  'repeated',
  'limits',
  'reset',
  'command_again',
  'lock_lost',
  'freeze',
  'sleep',
  'clock_set',
  'database_cut',
  'database_slow',
  'database_unsure',
  'database_down',
] as const;

export type Kind = (typeof KINDS)[number];
