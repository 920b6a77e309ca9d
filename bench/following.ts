import { median, percentile } from './measure.ts';
import { appendSample, type Streams } from './streams.ts';

/** From the leader's answer until the standby's listeners hear of it, ms. */
export async function benchFollowing(
  streams: Streams,
  times: number,
): Promise<{ readonly p50: number; readonly p99: number }> {
  const leader = await streams.lead('followed');
  const { log } = await streams.follow('followed');
  const took: number[] = [];
  for (let each = 0; each < times; each += 1) {
    const { seq } = leader.head();
    const heard = new Promise<number>((resolve) => {
      const end = log.subscribe((events) => {
        if ((events.at(-1)?.seq ?? 0) <= seq) return;
        end();
        resolve(performance.now());
      });
    });
    await appendSample(leader);
    const answered = performance.now();
    took.push((await heard) - answered);
  }
  return { p50: median(took), p99: percentile(took, 99) };
}
