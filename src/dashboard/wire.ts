import { z } from 'zod';

/**
 * What the dashboard's API says, for its server, its page and whoever else asks. Money in integer minor units
 * (pennies), prices in decimal odds, times ISO-8601 UTC, fractions from 0 to 1.
 */

const money = z.int();
const time = z.iso.datetime();
const fraction = z.number().min(0).max(1);

/** As a reply's: words, moments and people (by their ids on Discord) in their order. */
export const text = z.union([
  z.string(),
  z.array(z.union([z.string(), z.object({ at: time }), z.object({ user: z.string() })])),
]);

const figures = z.object({
  cycles: z.int(),
  bets: z.int(),
  wins: z.int(),
  losses: z.int(),
  voids: z.int(),
  targets: z.int(),
  outlay: money,
  banked: money,
  gross: money,
  commission: money,
  highestPot: money,
  furthestLeg: z.int(),
  winRate: fraction.nullable(),
  moneyLost: money,
});

const selection = z.object({
  marketId: z.string(),
  selectionId: z.int(),
  event: z.string(),
  competition: z.string().nullable(),
  selection: z.string(),
  startTime: time,
});

export const openBet = selection.extend({
  orderRef: z.string(),
  betId: z.string(),
  stake: money,
  priceAsked: z.number(),
  priceMatched: z.number(),
  cycle: z.int(),
  leg: z.int(),
  placedAt: time,
  reason: z.string(),
  /** The pot, where it wins, by our own estimate of the commission. */
  ifWon: money,
});

const openRequest = selection.extend({
  orderRef: z.string(),
  stake: money,
  priceAsked: z.number(),
  cycle: z.int(),
  leg: z.int(),
  requestedAt: time,
  reason: z.string(),
});

/** How near betting is to a limit; `used` may be below zero (a profit). */
const gauge = z.object({
  key: z.enum(['maxStake', 'maxDailyLoss', 'maxWeeklyLoss', 'maxTotalLoss']),
  words: z.string(),
  used: money.nullable(),
  limit: money.nullable(),
  /** It lets no next bet pass. */
  stops: z.boolean(),
  /** When what is used begins anew; null where it never does. */
  until: time.nullable(),
});

/** GET /api/status?at=SEQ. With `at` as the log had it after that event: `betting` is then not known. */
export const status = z.object({
  version: z.string(),
  mode: z.enum(['demo', 'dry_run', 'live']),
  currency: z.string(),
  timeZone: z.string(),
  /** The server's time. */
  now: time,
  /** Of the last event that is counted in. */
  seq: z.int(),
  at: time.nullable(),
  head: z.string(),
  /** The last event of the log. */
  lastSeq: z.int(),
  /** What the caller may do: `viewer` or `operator`. */
  role: z.enum(['viewer', 'operator']),
  /** Whether there is a login, which can be left. */
  login: z.boolean(),
  cycle: z.int(),
  leg: z.int(),
  pot: money,
  target: money,
  initialStake: money,
  nextStake: money,
  odds: z.object({ min: z.number(), max: z.number() }),
  betting: z.object({
    on: z.boolean(),
    why: z.string(),
    /** `open`: a bet is open or being placed; `paused`: none will follow; `alarm`: a person is needed. */
    tone: z.enum(['ready', 'open', 'paused', 'alarm']),
  }),
  paused: z.object({ why: z.string(), since: time, until: time.nullable() }).nullable(),
  armedUntil: time.nullable(),
  openBet: openBet.nullable(),
  openRequest: openRequest.nullable(),
  limits: z.object({
    gauges: z.array(gauge),
    losingRun: z.int(),
    restsUntil: time.nullable(),
  }),
  epochNumber: z.int(),
  epoch: figures,
  allTime: figures,
});

/** GET /api/open: the market of the open bet, as it was last looked at; null where no bet is open. */
export const open = z
  .object({
    bet: openBet,
    market: z
      .object({
        name: z.string(),
        status: z.string(),
        inPlay: z.boolean(),
        totalMatched: money,
        runners: z.array(
          z.object({
            selectionId: z.int(),
            name: z.string(),
            status: z.string(),
            ours: z.boolean(),
            back: z.object({ price: z.number(), size: money }).nullable(),
            lay: z.object({ price: z.number(), size: money }).nullable(),
          }),
        ),
      })
      .nullable(),
    /** Since when it is in play. */
    inPlaySince: time.nullable(),
    /** Of our selection since placement, oldest first. */
    prices: z.array(z.object({ at: time, back: z.number().nullable(), lay: z.number().nullable() })),
    /** Why the market cannot be shown; null where it can. */
    why: z.string().nullable(),
  })
  .nullable();

export const RESULTS = ['open', 'won', 'lost', 'void', 'dead_heat'] as const;
export const BET_COLUMNS = [
  'time',
  'event',
  'selection',
  'stake',
  'price',
  'result',
  'profit',
  'total',
] as const;

/** GET /api/bets?limit=&offset=&sort=COLUMN&direction=&search=&result=&epoch=&cycle=&at=: newest first unless sorted. */
export const bets = z.object({
  /** Of the whole log, and of those that the filters let through. */
  total: z.int(),
  matching: z.int(),
  bets: z.array(
    z.object({
      seq: z.int(),
      betId: z.string(),
      placedAt: time,
      event: z.string(),
      competition: z.string().nullable(),
      selection: z.string(),
      startTime: time,
      stake: money,
      price: z.number(),
      epoch: z.int(),
      cycle: z.int(),
      leg: z.int(),
      result: z.enum(RESULTS),
      /** Before commission, commission, and net; null while open. */
      gross: money.nullable(),
      commission: money.nullable(),
      net: money.nullable(),
      potAfter: money.nullable(),
      /** Net profit of all bets up to this one. */
      total: money.nullable(),
      settledAt: time.nullable(),
      /** The exchange changed the result later. */
      corrected: z.boolean(),
      late: z.boolean(),
      targetReached: z.boolean(),
    }),
  ),
});

/** GET /api/cycles?limit=&offset=&at=: the current one first. */
export const cycles = z.object({
  total: z.int(),
  cycles: z.array(
    z.object({
      epoch: z.int(),
      cycle: z.int(),
      legs: z.int(),
      wins: z.int(),
      outlay: money,
      banked: money,
      highestPot: money,
      startedAt: time,
      end: z.object({ how: z.enum(['lost', 'target', 'reset']), at: time }).nullable(),
    }),
  ),
});

/** GET /api/events?after=SEQ&limit=: ascending. With `before=SEQ` instead: the newest before it, ascending too. */
export const events = z.object({
  last: z.int(),
  events: z.array(
    z.looseObject({
      seq: z.int(),
      type: z.string(),
      at: time,
      actor: z.string(),
      /** The event in words. */
      text: z.string(),
      data: z.looseObject({}),
      hash: z.string(),
    }),
  ),
});

/** GET /api/scans: the last looks at the markets since the start, newest first, as many as are kept. */
export const scans = z.object({
  scans: z.array(
    z.object({
      at: time,
      markets: z.int(),
      reason: z.string(),
      steps: z.array(z.object({ filter: z.string(), entered: z.int(), left: z.int() })),
      picked: selection.extend({ price: z.number() }).nullable(),
      nearestMiss: z
        .object({ event: z.string(), selection: z.string().nullable(), filter: z.string(), why: z.string() })
        .nullable(),
    }),
  ),
});

export const CHARTS = [
  'ladder',
  'receipt',
  'equity',
  'daily',
  'legs',
  'price',
  'funnel',
  'calibration',
] as const;

/** GET /api/charts/NAME?at=&cycle=&days=&zone=: an ECharts option without functions, or why there is nothing to draw. */
export const chart = z.union([
  z.object({
    title: z.string(),
    facts: z.string(),
    alt: z.string(),
    height: z.number(),
    option: z.looseObject({}),
  }),
  z.object({ title: z.string(), why: z.string() }),
]);

/** GET /api/books?at=: how the books stood when they were last compared. */
export const books = z.object({
  /** Null before the first comparison. */
  checkedAt: time.nullable(),
  differences: z.array(
    z.object({
      betId: z.string(),
      what: z.enum(['profit', 'commission', 'missing', 'unknown']),
      ours: money.nullable(),
      theirs: money.nullable(),
    }),
  ),
  /** What the account was worth then. */
  balance: money.nullable(),
  outlay: money,
  gross: money,
  pot: money,
  banked: money,
  commission: money,
  /** outlay + gross = pot + banked + commission. */
  balances: z.boolean(),
  /** Orders that bear the bot's reference and that its log does not know. */
  strayOrders: z.array(z.string()),
  /** Requests that the exchange did not know when it was asked. */
  notFound: z.int(),
});

/** GET /api/config: operators only. */
export const config = z.object({
  settings: z.array(z.object({ key: z.string(), value: z.string(), origin: z.string() })),
});

/** GET /api/logs?n=&level=: operators only; newest first. */
export const logs = z.object({
  lines: z.array(z.object({ at: time, level: z.enum(['debug', 'info', 'warn', 'error']), text: z.string() })),
});

const component = z.object({
  component: z.string(),
  state: z.enum(['ok', 'degraded', 'failed', 'off']),
  why: text,
});

/** GET /healthz, open to all: 503 only where the log cannot be written or the jobs stand still. */
export const healthz = z.object({
  ok: z.boolean(),
  components: z.array(component.pick({ component: true, state: true })),
});

/** GET /api/health. */
export const health = z.object({ components: z.array(component) });

/** GET /api/commands: for the command box. */
export const commands = z.object({
  commands: z.array(
    z.object({
      name: z.string(),
      summary: z.string(),
      /** The caller may run it; it may take more rights with some options. */
      allowed: z.boolean(),
      examples: z.array(z.string()),
      options: z.array(
        z.object({
          name: z.string(),
          description: z.string(),
          type: z.enum(['string', 'integer', 'number', 'boolean']),
          required: z.boolean(),
          min: z.number().optional(),
          max: z.number().optional(),
          choices: z.array(z.string()).optional(),
          suggests: z.boolean().optional(),
        }),
      ),
    }),
  ),
});

const optionValue = z.union([z.string(), z.number(), z.boolean()]);

/** GET /api/suggest?command=&option=&typed=&given=JSON. */
export const suggestions = z.object({
  suggestions: z.array(z.object({ name: z.string(), value: z.union([z.string(), z.number()]) })),
});

/** POST /api/commands/NAME with header Idempotency-Key. */
export const commandRequest = z.strictObject({
  options: z.record(z.string(), optionValue).optional(),
  confirm: z.string().optional(),
});

const file = z.object({ name: z.string(), description: z.string(), type: z.string(), base64: z.string() });

export const reply = z.object({
  title: z.string(),
  tone: z.enum(['neutral', 'open', 'good', 'bad', 'warning', 'alarm']),
  text: text.optional(),
  fields: z.array(z.object({ name: z.string(), value: text })).optional(),
  table: z
    .object({
      columns: z.array(z.object({ name: z.string(), align: z.enum(['left', 'right']) })),
      rows: z.array(z.array(text)),
    })
    .optional(),
  picture: file.optional(),
  file: file.optional(),
  footer: text.optional(),
  links: z
    .array(z.object({ label: z.string(), command: z.string(), options: z.record(z.string(), optionValue) }))
    .optional(),
});

/** 200, 202 and every other status of POST /api/commands/NAME. */
export const replied = z.object({ reply });
export const asked = z.object({ confirm: z.string(), effect: z.string(), expiresAt: time });
/** 400 and 404 have `fault`; 409 `refused` as the rules' code. */
export const refused = z.object({ refused: z.string(), message: z.string() });
export const fault = z.object({ fault: z.string(), message: z.string() });

/**
 * GET /api/stream: server-sent events. `appended` (with id = seq) for each event of the log, resumed from
 * Last-Event-ID; `changed` where something beside the log has: the page asks for it anew; `reset` where too much was
 * missed: the page asks for everything anew.
 */
export const appended = events.shape.events.element;
export const changed = z.object({ what: z.enum(['prices', 'scans', 'health']) });

/** After this the page asks for everything anew. */
export const reset = z.object({ last: z.int() });

/** POST /login: gives a cookie. POST /logout takes it back. */
export const loginRequest = z.strictObject({ token: z.string().min(1).max(1_000) });
export const loggedIn = z.object({ role: z.enum(['viewer', 'operator']) });
