import { MODE_WORDS } from '../src/betting/views/wording.ts';
import { defineCommand } from '../src/command.ts';

export default defineCommand({
  name: 'version',
  summary: 'Which program this is, what it runs on and since when, and how far its event file goes',
  examples: ['version'],
  options: {},
  needs: 'viewer',
  run: (app) => {
    const { seq, hash } = app.head();
    const since = app.state().unendedStarts.at(-1);
    return {
      title: `Rollover ${app.version}`,
      tone: 'neutral',
      fields: [
        { name: 'Mode', value: MODE_WORDS[app.mode] },
        { name: 'Node', value: process.version },
        { name: 'Platform', value: `${process.platform} ${process.arch}` },
        ...(since === undefined ? [] : [{ name: 'Running since', value: [{ at: since }] }]),
        { name: 'Last event', value: String(seq) },
        { name: 'Hash of the last event', value: hash },
      ],
    };
  },
});
