import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';

/** A holder that has not been heard of for so long is replaced, unless told otherwise. */
export const HEARTBEAT_MS = 10_000;

const holderSchema = z.strictObject({
  host: z.string(),
  pid: z.int(),
  /** ISO time at which it took the lock. */
  since: z.string(),
  /** Of the running kernel; null where the system does not tell. */
  bootId: z.string().nullable(),
  /** In containers every bot has pid 1: a pid means something only within its namespace. */
  pidNamespace: z.string().nullable(),
  /** In clock ticks since the boot: tells a process from a later one with the same pid. */
  startTime: z.string().nullable(),
  released: z.boolean(),
  /** Whether one that may only sleep could still write to the files that this holder has. */
  fromSleeper: z.boolean().default(false),
});

/** Who holds the lock, in enough detail to tell whether it still lives. */
export type Holder = z.output<typeof holderSchema>;

/** This process, from the moment `since` on. */
export function thisProcess(since: string): Holder {
  return {
    host: hostname(),
    pid: process.pid,
    since,
    bootId: tell(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    pidNamespace: tell(() => readlinkSync('/proc/self/ns/pid')),
    startTime: startTimeOf('self'),
    released: false,
    fromSleeper: false,
  };
}

/** Null where there is no note yet, or none that can be read. */
export function readHolder(path: string): Holder | null {
  return tell(() => holderSchema.parse(JSON.parse(readFileSync(path, 'utf8'))));
}

/** `unknown` for a process of another machine, of another container, or of a system without /proc. */
export function fateOf(holder: Holder, me: Holder): 'alive' | 'gone' | 'unknown' {
  if (holder.released) return 'gone';
  if (holder.bootId === null || holder.bootId !== me.bootId) return 'unknown';
  if (holder.pidNamespace === null || holder.pidNamespace !== me.pidNamespace) return 'unknown';
  return startTimeOf(holder.pid) === holder.startTime ? 'alive' : 'gone';
}

/** Fields 3 (state) and 22 (start time) of /proc/pid/stat, see proc(5); null for a dead or waiting-to-be-reaped one. */
function startTimeOf(pid: number | 'self'): string | null {
  const stat = tell(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  const [state, ...fields] = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
  return state === 'Z' || state === 'X' ? null : (fields[18] ?? null);
}

function tell<T>(look: () => T): T | null {
  try {
    return look();
  } catch {
    return null;
  }
}
