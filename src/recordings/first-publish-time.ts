import { type RecordingFile, recordingBytes } from './recording-file.ts';
import { splitLines } from './split-lines.ts';
import { parseStreamMessage } from './stream-message.ts';

/** When a recording's first message about markets was published, ms since 1970; null where it has none or cannot be read. */
export async function firstPublishTime(file: RecordingFile): Promise<number | null> {
  let found: number | null = null;
  const lines = splitLines((bytes, start, end) => {
    if (found !== null) return;
    const message = parseStreamMessage(bytes.toString('utf8', start, end).replace(/^\uFEFF/, ''));
    if (message !== 'other' && !('fault' in message)) found = message.pt;
  });
  try {
    for await (const chunk of recordingBytes(file)) {
      lines.take(chunk);
      if (found !== null) return found;
    }
    lines.end();
  } catch {
    // Reading it through will tell why.
  }
  return found;
}
