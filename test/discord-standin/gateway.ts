import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  GatewayCloseCodes,
  GatewayDispatchEvents,
  GatewayIntentBits,
  GatewayOpcodes,
} from 'discord-api-types/v10';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { World } from './world.ts';

interface Session {
  readonly id: string;
  readonly intents: number;
  seq: number;
  readonly sent: { readonly s: number; readonly frame: string }[];
  socket: WebSocket | null;
}

export interface GatewayCounters {
  identifies: number;
  resumes: number;
  heartbeats: number;
  /** Events sent a second time after a RESUME. */
  replayed: number;
}

export interface Gateway {
  readonly counters: Readonly<GatewayCounters>;
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Sends an event to every session that has the intent, now or when it resumes; false where there is none. */
  dispatch(event: string, data: unknown, intent?: GatewayIntentBits): boolean;
  /** Whether a bot is connected and has identified or resumed. */
  connected(): boolean;
  /** Ends every socket without a close frame: the client sees 1006. */
  cut(): void;
  close(code: number, reason?: string): void;
  reconnect(): void;
  invalidate(resumable: boolean): void;
  withholdAcks(on: boolean): void;
}

export interface GatewayOptions {
  readonly token: string;
  readonly world: World;
  readonly nextId: () => string;
  readonly tell: (what: 'identified' | 'resumed' | 'disconnected' | 'heartbeat') => void;
  readonly resumeUrl: () => string;
  /** Milliseconds. */
  readonly heartbeatInterval: number;
  /** The intents the application may ask for. */
  readonly allowedIntents: number;
}

const frame = z.object({ op: z.int(), d: z.unknown() });
const identify = z.object({ token: z.string(), intents: z.int(), properties: z.looseObject({}) });
const resume = z.object({ token: z.string(), session_id: z.string(), seq: z.int() });
const remembered = 1_000;
const allIntents = Object.values(GatewayIntentBits)
  .filter((bit) => typeof bit === 'number')
  .reduce((sum, bit) => sum | bit, 0);

/** Discord's gateway, version 10, JSON without compression (docs events/gateway). */
export function createGateway(options: GatewayOptions): Gateway {
  const { world, tell } = options;
  const server = new WebSocketServer({ noServer: true });
  const sessions = new Map<string, Session>();
  const counters: GatewayCounters = { identifies: 0, resumes: 0, heartbeats: 0, replayed: 0 };
  let acks = true;

  const send = (socket: WebSocket, op: number, d: unknown) => socket.send(JSON.stringify({ op, d }));

  function push(session: Session, event: string, data: unknown): void {
    session.seq += 1;
    const text = JSON.stringify({ op: GatewayOpcodes.Dispatch, t: event, s: session.seq, d: data });
    session.sent.push({ s: session.seq, frame: text });
    if (session.sent.length > remembered) session.sent.shift();
    session.socket?.send(text);
  }

  function start(socket: WebSocket, data: unknown): Session | null {
    const asked = identify.safeParse(data);
    if (!asked.success) return refuse(socket, GatewayCloseCodes.DecodeError, 'Error while decoding payload.');
    if (asked.data.token !== options.token)
      return refuse(socket, GatewayCloseCodes.AuthenticationFailed, 'Authentication failed.');
    if ((asked.data.intents & ~allIntents) !== 0)
      return refuse(socket, GatewayCloseCodes.InvalidIntents, 'Invalid intent(s).');
    if ((asked.data.intents & ~options.allowedIntents) !== 0)
      return refuse(socket, GatewayCloseCodes.DisallowedIntents, 'Disallowed intent(s).');
    counters.identifies += 1;
    const session: Session = {
      id: options.nextId(),
      intents: asked.data.intents,
      seq: 0,
      sent: [],
      socket,
    };
    sessions.set(session.id, session);
    push(session, GatewayDispatchEvents.Ready, {
      v: 10,
      user: world.bot,
      guilds: [{ id: world.guildId, unavailable: true }],
      session_id: session.id,
      resume_gateway_url: options.resumeUrl(),
      session_type: 'normal',
      shard: [0, 1],
      application: { id: world.application.id, flags: world.application.flags },
      private_channels: [],
      relationships: [],
      presences: [],
    });
    if (session.intents & GatewayIntentBits.Guilds)
      push(session, GatewayDispatchEvents.GuildCreate, world.guild());
    tell('identified');
    return session;
  }

  function goOn(socket: WebSocket, data: unknown): Session | null {
    const asked = resume.safeParse(data);
    if (!asked.success) return refuse(socket, GatewayCloseCodes.DecodeError, 'Error while decoding payload.');
    if (asked.data.token !== options.token)
      return refuse(socket, GatewayCloseCodes.AuthenticationFailed, 'Authentication failed.');
    const session = sessions.get(asked.data.session_id);
    const oldest = session?.sent[0]?.s ?? 1;
    if (!session || asked.data.seq < oldest - 1) {
      send(socket, GatewayOpcodes.InvalidSession, false);
      return null;
    }
    if (asked.data.seq > session.seq) return refuse(socket, GatewayCloseCodes.InvalidSeq, 'Invalid seq.');
    counters.resumes += 1;
    session.socket = socket;
    for (const missed of session.sent.filter((one) => one.s > asked.data.seq)) {
      counters.replayed += 1;
      socket.send(missed.frame);
    }
    push(session, GatewayDispatchEvents.Resumed, {});
    tell('resumed');
    return session;
  }

  function refuse(socket: WebSocket, code: number, reason: string): null {
    socket.close(code, reason);
    return null;
  }

  function serve(socket: WebSocket): void {
    let session: Session | null = null;
    let overdue: NodeJS.Timeout | undefined;
    const expectHeartbeat = () => {
      clearTimeout(overdue);
      // Discord drops a client that misses its heartbeat; half an interval is left for a slow one.
      overdue = setTimeout(
        () => socket.close(GatewayCloseCodes.SessionTimedOut, 'Session timed out.'),
        options.heartbeatInterval * 1.5,
      ).unref();
    };
    const receive = (text: string) => {
      const parsed = parseFrame(text);
      if (!parsed) return refuse(socket, GatewayCloseCodes.DecodeError, 'Error while decoding payload.');
      switch (parsed.op) {
        case GatewayOpcodes.Heartbeat:
          counters.heartbeats += 1;
          expectHeartbeat();
          if (acks) send(socket, GatewayOpcodes.HeartbeatAck, null);
          return tell('heartbeat');
        case GatewayOpcodes.Identify:
          if (session)
            return refuse(socket, GatewayCloseCodes.AlreadyAuthenticated, 'Already authenticated.');
          session = start(socket, parsed.d);
          return;
        case GatewayOpcodes.Resume:
          session = goOn(socket, parsed.d);
          return;
        case GatewayOpcodes.PresenceUpdate:
        case GatewayOpcodes.VoiceStateUpdate:
        case GatewayOpcodes.RequestGuildMembers:
          if (!session) refuse(socket, GatewayCloseCodes.NotAuthenticated, 'Not authenticated.');
          return;
        default:
          return refuse(socket, GatewayCloseCodes.UnknownOpcode, 'Unknown opcode.');
      }
    };
    socket.on('message', (bytes) => receive(String(bytes)));
    socket.on('error', () => socket.terminate());
    socket.on('close', (code) => {
      clearTimeout(overdue);
      if (session?.socket === socket) session.socket = null;
      // A client that says goodbye with 1000 or 1001 gives its session up (docs events/gateway).
      if (session && (code === 1000 || code === 1001)) sessions.delete(session.id);
      if (session) tell('disconnected');
    });
    expectHeartbeat();
    send(socket, GatewayOpcodes.Hello, { heartbeat_interval: options.heartbeatInterval });
  }

  server.on('connection', serve);
  return {
    counters,
    accept: (request, socket, head) =>
      server.handleUpgrade(request, socket, head, (made) => server.emit('connection', made, request)),
    dispatch: (event, data, intent) => {
      const wanting = [...sessions.values()].filter((one) => !intent || (one.intents & intent) !== 0);
      for (const session of wanting) push(session, event, data);
      return wanting.length > 0;
    },
    connected: () => [...sessions.values()].some((one) => one.socket !== null),
    cut: () => {
      for (const socket of server.clients) socket.terminate();
    },
    close: (code, reason = '') => {
      for (const socket of server.clients) socket.close(code, reason);
    },
    reconnect: () => {
      for (const socket of server.clients) send(socket, GatewayOpcodes.Reconnect, null);
    },
    invalidate: (resumable) => {
      if (!resumable) sessions.clear();
      for (const socket of server.clients) send(socket, GatewayOpcodes.InvalidSession, resumable);
    },
    withholdAcks: (on) => {
      acks = !on;
    },
  };
}

function parseFrame(text: string): z.output<typeof frame> | null {
  try {
    return frame.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
