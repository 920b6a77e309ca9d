/** Loaded before the program with `node --import`: the program itself has no hooks. */
import { syncBuiltinESMExports } from 'node:module';
import { wrapPromisedFiles } from './preload/promised-files.mjs';
import { wrapSockets } from './preload/sockets.mjs';
import { wrapSyncFiles } from './preload/sync-files.mjs';

await wrapPromisedFiles();
wrapSyncFiles();
wrapSockets();
syncBuiltinESMExports();
