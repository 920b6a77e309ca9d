/** Boundaries around what is sent to the exchange, over TLS, and to the database, without; and received from them. */
import { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { cross, die, tornAt } from './boundary.mjs';
import { nameMessage } from './name-statement.mjs';

const { write, emit } = Socket.prototype;

/** Of each connection, what was asked on it last; of a dying one, that nothing more may leave. */
const asked = new WeakMap();
const dying = new WeakSet();

const HEAD = /^[A-Z]+ \S*?([\w-]+) HTTP\/1\.1\r\n/;
const METHOD = /"method":\s*"[^"]*?(\w+)"/;

/** The head of a request leaves together with its body, and nothing follows but a mark of the end. */
const isPart = (text) =>
  text === '' || (HEAD.test(text) && text.endsWith('\r\n\r\n') && !/content-length: 0/i.test(text));

function nameRequest(socket, text) {
  const name = METHOD.exec(text)?.[1] ?? HEAD.exec(text)?.[1];
  if (name !== undefined) asked.set(socket, name);
  return asked.get(socket) ?? 'unknown';
}

/** Null where nothing of interest is sent: what prepares a statement leaves together with its values. */
function nameSent(socket, bytes) {
  if (!(socket instanceof TLSSocket)) return nameMessage(socket, bytes, asked);
  const text = bytes.toString('latin1');
  const name = nameRequest(socket, text);
  return isPart(text) ? null : name;
}

function writeWithBoundaries(socket, bytes, name, done) {
  const torn = tornAt(`send ${name} torn`, bytes.length);
  if (torn !== null) {
    dying.add(socket);
    return write.call(socket, bytes.subarray(0, torn), die);
  }
  cross(`send ${name} before`);
  return write.call(socket, bytes, (error) => {
    cross(`send ${name} after`);
    done?.(error);
  });
}

/** Null where it answers nothing that was asked here. */
const nameReceived = (socket) => asked.get(socket) ?? (socket instanceof TLSSocket ? 'unknown' : null);

export function wrapSockets() {
  // A socket takes this very method for its own when it connects.
  Socket.prototype.write = function (chunk, encoding, done) {
    if (dying.has(this)) return false;
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk, encoding);
    const name = nameSent(this, bytes);
    if (name === null) return write.call(this, chunk, encoding, done);
    return writeWithBoundaries(this, bytes, name, typeof encoding === 'function' ? encoding : done);
  };
  Socket.prototype.emit = function (event, ...rest) {
    const name = event === 'data' ? nameReceived(this) : null;
    if (name === null) return emit.call(this, event, ...rest);
    cross(`receive ${name} before`);
    const heard = emit.call(this, event, ...rest);
    cross(`receive ${name} after`);
    return heard;
  };
}
