import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createDraft } from '../../../src/dashboard/page/draft.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('what is typed stays until the hand rests, and only the last of it is handed on', () => {
  const settled: string[] = [];
  const { value, put } = createDraft<string>(200, (text) => settled.push(text));
  put('h');
  vi.advanceTimersByTime(150);
  put('ha');
  vi.advanceTimersByTime(150);
  expect([value.value, settled]).toEqual(['ha', []]);
  vi.advanceTimersByTime(50);
  expect([value.value, settled]).toEqual([null, ['ha']]);
});

it('what is forgotten is not handed on', () => {
  const settled: string[] = [];
  const { value, put, drop } = createDraft<string>(200, (text) => settled.push(text));
  put('h');
  drop();
  vi.advanceTimersByTime(1_000);
  expect([value.value, settled]).toEqual([null, []]);
});
