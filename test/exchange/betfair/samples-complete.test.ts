import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hasRest, restFiles } from '../shared-data.ts';

/** Operations that the bot's exchange does not use, logging in and out, and the stream. */
const ELSEWHERE =
  /(log(in|out)|keep_alive|cert_login|base_endpoint|replace_orders|update_orders|navigation|market_definition|list_(competitions|countries|event_types|events|market_types|market_profit_and_loss|time_ranges|venues)\b)/;

describe.skipIf(!hasRest)('the recorded replies', () => {
  it('that concern the operations of the exchange are each read by a test', () => {
    const tests = readFileSync(new URL('./samples.test.ts', import.meta.url), 'utf8');
    const forgotten = restFiles().filter((file) => !ELSEWHERE.test(file) && !tests.includes(`'${file}'`));
    expect(forgotten).toEqual([]);
  });
});
