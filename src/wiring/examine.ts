import { access } from 'node:fs/promises';
import type { Config } from '../../config/config.ts';
import { isLoopbackHost } from '../../config/loopback.ts';
import { whyNoLog } from '../../store/copy-mark.ts';
import { eventFilePath, headFilePath } from '../../store/event-file/layout.ts';
import { lookAtLock } from '../../store/lock/look-at-lock.ts';
import { lookAtStore } from '../../store/postgres/look-at-store.ts';
import { verify } from '../../store/verification.ts';
import { MODES, type Mode } from '../core/events.ts';
import { lookAtPlace } from '../discord/look/look-at-place.ts';
import { checkBetfair } from '../doctor/check-betfair.ts';
import { checkCertificate } from '../doctor/check-certificate.ts';
import { checkClock, type DateSeen } from '../doctor/check-clock.ts';
import { checkDashboard } from '../doctor/check-dashboard.ts';
import { checkDataFolder } from '../doctor/check-data-folder.ts';
import { checkDiscord } from '../doctor/check-discord.ts';
import { checkEventFiles } from '../doctor/check-event-files.ts';
import { checkSecretFiles } from '../doctor/check-secret-files.ts';
import { checkSettings } from '../doctor/check-settings.ts';
import { checkSideFolders } from '../doctor/check-side-folders.ts';
import { checkStore } from '../doctor/check-store.ts';
import { type Finding, fail, skip } from '../doctor/finding.ts';
import { sayFileError } from '../say-file-error.ts';
import { openForALook } from './betfair-exchange.ts';

type OnDate = (date: string, host: string) => void;

/** Every look that needs a sound configuration, one after another, so that each is told as soon as it is known. */
export async function* examine(config: Config): AsyncGenerator<Finding> {
  const dates: DateSeen[] = [];
  const onDate: OnDate = (date, host) => dates.push({ host, theirs: Date.parse(date), ours: Date.now() });
  yield* checkSettings(config);
  yield* checkSecretFiles(new Map(Object.entries({ ...config.secretFiles, ...keyFile(config) })));
  const lock = () => lookAtLock(config.dataDir, Date.now());
  yield* await checkDataFolder(config.dataDir, lock);
  yield* await checkSideFolders([
    {
      ...{ subject: 'Logs', dir: config.log.dir, setting: 'LOG_DIR' },
      without: 'The bot would keep no log and no audit there.',
    },
    {
      ...{ subject: 'Backups', dir: config.backups.folder, setting: 'backups.folder' },
      without: 'No backup could be made.',
    },
  ]);
  yield* await checkEventFiles(await eventFiles(config.dataDir), (path, see) => verify([path], see));
  yield* await examineStore(config);
  yield* await examineBetfair(config, onDate);
  yield* await examineDiscord(config, onDate);
  yield checkClock(dates);
  const held = await lock().catch(() => null);
  yield* await checkDashboard(config.dashboard, isLoopbackHost, held?.kind === 'held');
}

const keyFile = ({ betfair }: Config): Readonly<Record<string, string>> =>
  betfair === null ? {} : { BETFAIR_KEY_FILE: betfair.keyFile };

/** Also those of which the head file alone is left: a start refuses them. */
async function eventFiles(dir: string): Promise<ReadonlyMap<Mode, string>> {
  const paths = MODES.map((mode) => [mode, eventFilePath(dir, mode)] as const);
  const isThere = (path: string) => access(path).then(yes, no);
  const there = await Promise.all(
    paths.map(async ([, path]) => (await isThere(path)) || isThere(headFilePath(path))),
  );
  return new Map(paths.filter((_, place) => there[place]));
}

const yes = (): true => true;
const no = (): false => false;

async function examineStore({ store, dataDir, mode }: Config): Promise<readonly Finding[]> {
  if (store === null) {
    const why = await whyNoLog(dataDir, mode).catch((error: unknown) => sayFileError(error));
    if (why !== null) return [fail('Database', why)];
    return [skip('Database', 'STORE_URL is not set: the event log is the event file alone.')];
  }
  return checkStore(await lookAtStore(store), store.stream);
}

async function examineBetfair(config: Config, onDate: OnDate): Promise<readonly Finding[]> {
  const { betfair, mode, betting, settings, markets } = config;
  if (betfair === null)
    return [skip('Betfair', 'no BETFAIR variable is set: this is the demo, on an exchange of our own.')];
  const certificate = checkCertificate(betfair, Date.now());
  if (certificate.verdict === 'fail')
    return [certificate, skip('Betfair', 'there is no login without a sound certificate.')];
  const now = Date.now();
  const looked = await checkBetfair({
    ...openForALook(betfair, onDate),
    ...{ live: mode === 'live', currency: betting.currency, initialStake: settings.initialStake },
    filter: {
      ...{ sportId: markets.sportId, marketType: markets.marketType, max: 1 },
      from: new Date(now).toISOString(),
      to: new Date(now + markets.hoursAhead * 3_600_000).toISOString(),
    },
  });
  return [certificate, ...looked];
}

async function examineDiscord({ discord }: Config, onDate: OnDate): Promise<readonly Finding[]> {
  if (discord === null)
    return [skip('Discord', 'DISCORD_TOKEN is not set: the bot is seen on console and dashboard alone.')];
  return checkDiscord(await lookAtPlace(discord, onDate));
}
