/** What the statements of the store do. */
const STATEMENTS = [
  [/insert into rollover\.events/, 'append'],
  [/insert into rollover\.leases|set fence = fence \+ 1/, 'take'],
  [/set beat = \$\d, lasts_ms/, 'prolong'],
];

const [PARSE, BIND, SIMPLE] = Buffer.from('PBQ');
/** An event's line, as a value or as an element of an array among the values. */
const TYPE = /\{\\?"seq\\?":\d+,\\?"last\\?":\d+,\\?"id\\?":\\?"[^"\\]*\\?",\\?"type\\?":\\?"([A-Z_]+)\\?"/g;

/** Of each connection, what its statements do, by their names: one with a name is sent once and asked for again by it. */
const prepared = new WeakMap();

function statementsOf(socket) {
  if (!prepared.has(socket)) prepared.set(socket, new Map());
  return prepared.get(socket);
}

/**
 * Notes by connection what is asked of the database, and names the message that brings the values: `append
 * BET_REQUESTED`, `take`, `prolong`; null for any other.
 */
export function nameMessage(socket, bytes, asked) {
  const [kind] = bytes;
  const text = bytes.toString('latin1', 5);
  const [first, second = ''] = text.split('\0', 2);
  if (kind === PARSE)
    statementsOf(socket).set(first, STATEMENTS.find(([pattern]) => pattern.test(second))?.[1] ?? null);
  if (kind === SIMPLE) asked.delete(socket);
  if (kind !== BIND) return null;
  const name = nameValues(statementsOf(socket).get(second) ?? null, text);
  if (name === null) asked.delete(socket);
  else asked.set(socket, name);
  return name;
}

function nameValues(statement, text) {
  if (statement !== 'append') return statement;
  return `append ${[...text.matchAll(TYPE)].map(([, type]) => type).join('+')}`;
}
