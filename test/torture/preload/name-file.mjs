import { basename, resolve, sep } from 'node:path';

const dataDir = resolve(process.env.DATA_DIR ?? 'data');
const logDir = resolve(process.env.LOG_DIR ?? `${dataDir}/logs`);

const isBelow = (path, folder) => path === folder || path.startsWith(folder + sep);

/** A file of the data folder by a name that is the same in every run; null for any other, the program's own log among them. */
export function nameFile(path) {
  if (typeof path !== 'string') return null;
  const full = resolve(path);
  if (!isBelow(full, dataDir) || isBelow(full, logDir)) return null;
  if (full === dataDir) return 'DATA_DIR';
  const name = basename(full)
    .replace(/^\d+/, 'N')
    .replace(/cut-after.*/, 'cut-after');
  return isBelow(full, `${dataDir}/.lock`) && name !== '.lock' ? `.lock/${name}` : name;
}

const EVENTS = /^betting_events\.\w+\.json$/;
const FIRST = /^,?\n\{"seq":/;
const TYPE = /\{"seq":\d+,"last":\d+,"id":"[^"]*","type":"([A-Z_]+)"/g;

/** A write to the event file is named by the events that it appends. */
export function nameWrite(file, bytes) {
  if (!EVENTS.test(file)) return file;
  const text = Buffer.from(bytes).toString('utf8');
  if (text.trim() === '') return 'padding';
  if (!FIRST.test(text)) return 'tail';
  return [...text.matchAll(TYPE)].map(([, type]) => type).join('+');
}
