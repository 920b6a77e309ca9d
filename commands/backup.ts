import { sayBackups, sizeText } from '../src/backups/backups-health.ts';
import { counted } from '../src/betting/views/wording.ts';
import { defineCommand } from '../src/command.ts';

export default defineCommand({
  name: 'backup',
  summary: 'Backs the event file up now, and checks the copy by restoring it and replaying every event',
  examples: ['backup'],
  options: {},
  needs: 'operator',
  run: async (app) => {
    const done = await app.backUp();
    if ('refused' in done) return done;
    const { kept, removed, sameDisk } = done;
    const [{ file, seq, bytes }] = kept;
    return {
      title: 'Backed up and checked',
      tone: 'good',
      fields: [
        { name: 'File', value: file },
        { name: 'Holds', value: `Every event up to ${seq}, in ${sizeText(bytes)}` },
        {
          name: 'Checked',
          value:
            'It was restored into a folder of its own, every line verified, and every event replayed: it ends with the same event and hash, and comes to the same pot, figures, settings and open bets as the bot has.',
        },
        { name: 'Kept', value: sayBackups(kept) },
        ...(sameDisk ? [{ name: 'Mind', value: SAME_DISK }] : []),
        {
          name: 'Removed',
          value: removed.length === 0 ? 'None.' : `${counted(removed.length, 'backup')} that had their time.`,
        },
      ],
      footer:
        'Its folder is backups.folder of /config (none: DATA_DIR/backups). npm run restore -- FILE restores it.',
    };
  },
});

const SAME_DISK =
  'They are on one disk with the event file and would be lost with it: backups.folder in the configuration can name another.';
