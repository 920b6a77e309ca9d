import type { z } from 'zod';
import type * as wire from '../wire.ts';

/** What the API says, as the page reads it: its server has checked it. */

type Of<T extends z.ZodType> = z.output<T>;

export type Status = Of<typeof wire.status>;
export type Tone = Status['betting']['tone'];
export type Gauge = Status['limits']['gauges'][number];
export type Figures = Status['epoch'];
export type Open = NonNullable<Of<typeof wire.open>>;
export type Market = NonNullable<Open['market']>;
export type Bets = Of<typeof wire.bets>;
export type Bet = Bets['bets'][number];
export type BetColumn = (typeof wire.BET_COLUMNS)[number];
export type Result = Bet['result'];
export type Cycles = Of<typeof wire.cycles>;
export type Cycle = Cycles['cycles'][number];
export type Events = Of<typeof wire.events>;
export type LoggedEvent = Events['events'][number];
export type Scans = Of<typeof wire.scans>;
export type Scan = Scans['scans'][number];
export type ChartName = (typeof wire.CHARTS)[number];
export type Chart = Of<typeof wire.chart>;
export type Books = Of<typeof wire.books>;
export type Config = Of<typeof wire.config>;
export type Logs = Of<typeof wire.logs>;
export type Health = Of<typeof wire.health>;
export type Commands = Of<typeof wire.commands>;
export type CommandSpec = Commands['commands'][number];
export type Suggestions = Of<typeof wire.suggestions>;
export type CommandRequest = Of<typeof wire.commandRequest>;
export type Reply = Of<typeof wire.reply>;
export type ReplyLink = NonNullable<Reply['links']>[number];
export type Text = Of<typeof wire.text>;
export type Asked = Of<typeof wire.asked>;
export type Changed = Of<typeof wire.changed>;
