/** What the statements of the store do. */
const STATEMENTS = [
  [/insert into rollover\.events/, 'append'],
  [/insert into rollover\.leases|set fence = fence \+ 1/, 'take'],
  [/set beat = beat \+ 1, lasts_ms/, 'prolong'],
];

const [PARSE, BIND] = Buffer.from('PB');
/** An event's line as an element of an array among the values. */
const TYPE = /\{\\"seq\\":\d+,\\"last\\":\d+,\\"id\\":\\"[^"\\]*\\",\\"type\\":\\"([A-Z_]+)\\"/g;

/**
 * Notes by connection what is asked of the database, and names the message that brings the values: `append
 * BET_REQUESTED`, `take`, `prolong`; null for any other.
 */
export function nameMessage(socket, bytes, asked) {
  if (bytes[0] === PARSE) {
    const text = bytes.toString('latin1');
    const known = STATEMENTS.find(([pattern]) => pattern.test(text));
    if (known === undefined) asked.delete(socket);
    else asked.set(socket, known[1]);
    return null;
  }
  const name = asked.get(socket);
  if (bytes[0] !== BIND || name === undefined) return null;
  if (name !== 'append') return name;
  const types = [...bytes.toString('latin1').matchAll(TYPE)].map(([, type]) => type);
  const whole = `append ${types.join('+')}`;
  asked.set(socket, whole);
  return whole;
}
