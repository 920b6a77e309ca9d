import type { Streams } from './streams.ts';

/** From the last prolonging of the lease until another one leads, ms; so many at once, each on a stream of its own. */
export async function benchTakingOver(streams: Streams, times: number): Promise<readonly number[]> {
  const one = async (stream: string): Promise<number> => {
    let prolonged = performance.now();
    let isDead = false;
    await streams.lead(stream, (tables) => ({
      ...tables,
      lease: {
        ...tables.lease,
        prolong: (...wanted) => {
          if (isDead) return Promise.reject(new Error('dead'));
          prolonged = performance.now();
          return tables.lease.prolong(...wanted);
        },
      },
    }));
    const { leading } = await streams.follow(stream);
    isDead = true;
    await leading;
    return performance.now() - prolonged;
  };
  return Promise.all(Array.from({ length: times }, (_, each) => one(`taken-${each}`)));
}
