import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { realDisk } from '../../../store/event-file/disk.ts';
import { tempDir } from '../temp-log.ts';
import { failCalls } from './faulty-disk.ts';
import { forgetfulDisk } from './forgetful-disk.ts';
import { ENDS, headAt, openBytes, openIn, putFiles, WHOLE } from './small-file.ts';

const EVENT_FILE = 'betting_events.demo.json';
const HEAD_FILE = 'betting_events.demo.head.json';

const torn = WHOLE.subarray(0, WHOLE.length - 60);
const cutOff = torn.toString('latin1', ENDS[3]);

it.each([
  ['a new log', null, null],
  ['a whole file', WHOLE, headAt(5)],
  ['a file that is ahead of its head file', WHOLE, headAt(3)],
  ['a file without its head file', WHOLE, null],
  ['a file with a torn end', torn, headAt(4)],
])(
  '%s is opened as if nothing had been, whichever step of the start before failed, after a power cut too',
  async (_, bytes, head) => {
    const { seqs, files } = await openBytes(bytes, head);
    const root = tempDir();
    for (let step = 0; ; step += 1) {
      const [dir, after] = [mkdtempSync(join(root, 'run-')), mkdtempSync(join(root, 'after-'))];
      putFiles(dir, bytes, head);
      const disk = forgetfulDisk(false);
      const calls = failCalls(disk, (call) => call === step);
      const failed = await openIn(dir, disk).then(
        ({ refused }) => String(refused?.cause),
        (error: unknown) => String(error),
      );
      disk.afterPowerCut(dir, after);
      for (const folder of [dir, after]) {
        const next = await openIn(folder, realDisk(), 1);
        expect([calls, next.seqs]).toEqual([calls, seqs]);
        for (const name of [EVENT_FILE, HEAD_FILE])
          expect(next.files[name]?.toString()).toBe(files[name]?.toString());
        const kept = Object.entries(next.files).filter(([name]) => name.includes('.cut-after-'));
        if (bytes === torn) expect(kept.map(([, tail]) => tail.toString('latin1'))).toContain(cutOff);
        else expect(kept).toEqual([]);
      }
      if (step === calls.length) break;
      expect([calls, failed]).toEqual([calls, 'Error: planted']);
    }
  },
);
