import type { OpenSource, SourceWanted } from '../open-source.ts';
import { createRecordedSource } from './recorded-source.ts';
import { readRecordings } from './recording.ts';
import { describeSummary, summarise } from './recording-summary.ts';

/** The recorded markets of those files. Rejects with RecordingRefused for one that cannot be read. */
export async function openRecorded({ speed, recordings, began }: SourceWanted): Promise<OpenSource> {
  const read = await readRecordings(recordings);
  const summaries = read.map((recording) => summarise(recording, speed));
  return {
    source: createRecordedSource({ recordings: read, began: began(), speed }),
    notes: summaries.flatMap(describeSummary),
    kinds: summaries.flatMap(({ markets }) => markets),
  };
}
