const discordEpoch = 1_420_070_400_000n;

/** Makes ids as Discord does: milliseconds since 2015, shifted by 22 bits, with a counter below. */
export function createIds(now: () => number): () => string {
  let counter = 0n;
  return () => {
    counter += 1n;
    return String(((BigInt(now()) - discordEpoch) << 22n) | (counter & 0x3fffffn));
  };
}
