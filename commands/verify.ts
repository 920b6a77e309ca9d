import { compareAnchors } from '../src/anchors/compare-anchors.ts';
import { type AnchorWords, sayAnchors } from '../src/anchors/say-anchors.ts';
import { defineCommand } from '../src/command.ts';

export default defineCommand({
  name: 'verify',
  summary: 'Reads the event file from its beginning: whether it is whole, and what its anchors say of it',
  examples: ['verify'],
  options: {},
  needs: 'viewer',
  run: async (app) => {
    const read = await app.anchors();
    const comparison = compareAnchors(read?.kind === 'read' ? read.anchors : [], app);
    const { exitCode, out, err } = await app.verify(comparison.see);
    const anchors = exitCode === 0 ? sayAnchors(read, comparison.findings()) : NOT_COMPARED;
    const whole = exitCode === 0 && err.length === 0;
    return {
      title: whole ? TITLES[anchors.tone] : 'The event file needs a look',
      tone: whole ? anchors.tone : 'alarm',
      text: [...out, ...err].join('\n'),
      fields: anchors.fields,
      footer:
        'The file is checked so at each start, and by npm run verify beside a running bot; that reads no anchors.',
    };
  },
});

const NOT_COMPARED: AnchorWords = {
  tone: 'alarm',
  fields: [{ name: 'Anchors', value: 'Not compared, since the file cannot be read to its end.' }],
};

const TITLES: Readonly<Record<AnchorWords['tone'], string>> = {
  good: 'The event file is whole',
  warning: 'The event file is whole, and little shows that it is the true one',
  alarm: 'The event file is not what its anchors say',
};
