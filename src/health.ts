import type { TextParts } from './reply.ts';

/** `degraded`: something is away and is waited for; `failed`: the bot cannot do its work. */
export interface ComponentHealth {
  /** In lower case: `log`, `exchange`, `jobs`, `backups`, `disk`, `discord`. */
  readonly component: string;
  /** `off`: not wanted, so that it is neither well nor ill. */
  readonly state: 'ok' | 'off' | 'degraded' | 'failed';
  /** In sentences. */
  readonly why: TextParts;
  /** How fresh it is: ISO times by what happened then, `last_event`. */
  readonly times?: Readonly<Record<string, string>>;
}

/** Those that there are. */
const times = (known: Readonly<Record<string, string | null>>): Pick<ComponentHealth, 'times'> => ({
  times: Object.fromEntries(Object.entries(known).flatMap(([what, at]) => (at === null ? [] : [[what, at]]))),
});

/** Adds itself for each part of the program that can be well or not. */
export type Watched = (() => ComponentHealth | readonly ComponentHealth[])[];

/** The components that are not well, the failed ones first. */
export const notWell = (health: readonly ComponentHealth[]): readonly ComponentHealth[] => [
  ...health.filter(({ state }) => state === 'failed'),
  ...health.filter(({ state }) => state === 'degraded'),
];

interface LogKnown {
  readonly blocked: string | null;
  /** See Leadership. */
  readonly threat: string | null;
  readonly distrusted: string | null;
  /** Who has taken over, in words; null while nobody has. */
  readonly lost: string | null;
  readonly seq: number;
  /** ISO time of the last event. */
  readonly at: string | null;
  /** ISO time of the last reading from its beginning that found it whole; null while the first is underway. */
  readonly verifiedAt: string | null;
  /** Which stream it is and on which machine this program runs, in a sentence; null where it is a file. */
  readonly place: string | null;
}

/** The event log. */
export function logHealth({ place, ...log }: LogKnown): ComponentHealth {
  const health = healthOf(log);
  return place === null ? health : { ...health, why: [...health.why, ` ${place}`] };
}

function healthOf(log: Omit<LogKnown, 'place'>): ComponentHealth {
  const component = 'log';
  if (log.lost !== null)
    return { component, state: 'failed', why: [`Nothing more is appended: ${log.lost}.`] };
  if (log.distrusted !== null)
    return { component, state: 'failed', why: [`Nothing is bet on it: ${log.distrusted}.`] };
  if (log.blocked !== null) {
    const why = [`It cannot be written (${log.blocked}). Nothing is bet until it can be.`];
    return { component, state: 'failed', why };
  }
  if (log.threat !== null)
    return { component, state: 'degraded', why: [`${log.threat} Nothing is bet where that goes on.`] };
  const last = log.at === null ? [] : [', appended ', { at: log.at }];
  const why = [
    `It can be written; the last event is ${log.seq}`,
    ...last,
    ...(log.verifiedAt === null
      ? ['. It was not read from its beginning yet.']
      : ['. It was read from its beginning and found whole ', { at: log.verifiedAt }, '.']),
  ];
  return { component, state: 'ok', why, ...times({ last_event: log.at, verified: log.verifiedAt }) };
}

/** Of a process that waits to take over. `at`: ISO time of the last event that it has followed the log to. */
export function standbyHealth({
  unreachable,
  seq,
  at,
}: {
  readonly unreachable: string | null;
  readonly seq: number;
  readonly at: string | null;
}): readonly ComponentHealth[] {
  const away = unreachable !== null;
  return [
    {
      component: 'log',
      state: away ? 'degraded' : 'ok',
      why: [away ? `It cannot be followed: ${unreachable}.` : `It is followed up to event ${seq}.`],
      ...times({ last_event: at }),
    },
  ];
}

/** What was noticed of the exchange's answers; times are ISO. */
export interface Reach {
  readonly failure: { readonly why: string; readonly since: string } | null;
  readonly answeredAt: string | null;
}

/** `session`: null where no login is needed; `at` (wall-clock ms) null where there is none. */
export function exchangeHealth(
  { failure, answeredAt }: Reach,
  session: { readonly at: number | null } | null,
): ComponentHealth {
  const component = 'exchange';
  const sessionAt = session === null || session.at === null ? null : new Date(session.at).toISOString();
  const ofSession: TextParts =
    session === null
      ? []
      : sessionAt === null
        ? [' There is no session; the next call logs in.']
        : [' The session was begun or prolonged ', { at: sessionAt }, '.'];
  const seen = times({ answered: answeredAt, session: sessionAt });
  if (failure !== null)
    return {
      component,
      state: 'degraded',
      why: ['Not to be reached since ', { at: failure.since }, `: ${failure.why}`, ...ofSession],
      ...seen,
    };
  const answered =
    answeredAt === null ? ['It was not asked yet.'] : ['It answered ', { at: answeredAt }, '.'];
  return { component, state: 'ok', why: [...answered, ...ofSession], ...seen };
}

/** Discord as its surface sees it; `waiting`: how many notices it has not been told. */
export function discordHealth(
  connection: {
    readonly state: 'up' | 'degraded' | 'off';
    readonly why: string;
    readonly since: string;
  } | null,
  waiting: number,
): ComponentHealth {
  const component = 'discord';
  if (connection === null) return { component, state: 'off', why: ['It is not set up.'] };
  const { state, why, since } = connection;
  const notices = waiting === 0 ? 'No notice waits.' : `Notices that wait: ${waiting}.`;
  return {
    component,
    state: state === 'up' ? 'ok' : 'degraded',
    why: [`${why} Since `, { at: since }, `. ${notices}`],
    ...times({ since }),
  };
}

export const consoleHealth = (listens: boolean): ComponentHealth => ({
  component: 'console',
  state: listens ? 'ok' : 'off',
  why: [listens ? 'Commands are read from standard input.' : 'It was not asked for at the start.'],
});
