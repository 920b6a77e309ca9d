import { fail, setUp } from './set-up.mjs';

/** A signal to npm may not reach this process; the bot ends in order when this parent is gone. */
const parent = process.ppid;

await setUp().catch(fail);
if (process.ppid !== parent) process.exit(0);
process.env.ROLLOVER_WATCH_PARENT = '1';
await import('../dist/src/main.js');
