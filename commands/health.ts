import { defineCommand } from '../src/command.ts';
import { type ComponentHealth, notWell } from '../src/health.ts';
import type { Tone } from '../src/reply.ts';

const NAMES: Readonly<Record<string, string>> = {
  log: 'Event log',
  exchange: 'Exchange',
  jobs: 'Jobs',
  backups: 'Backups',
  discord: 'Discord',
  console: 'Console',
  dashboard: 'Dashboard',
  process: 'Process',
  disk: 'Disk',
  certificate: 'Certificate',
};

export default defineCommand({
  name: 'health',
  summary: 'Whether all is well: event log, exchange, jobs, backups, disk and each surface, one by one',
  examples: ['health'],
  options: {},
  needs: 'viewer',
  run: (app) => {
    const health = app.health();
    const ailing = notWell(health);
    return {
      title: ailing.length === 0 ? 'All is well' : `Not well: ${ailing.map(nameOf).join(', ')}`,
      tone: toneOf(ailing),
      fields: health.map((each) => ({ name: `${nameOf(each)}: ${each.state}`, value: each.why })),
      links: [{ label: 'Status', command: 'status', options: {} }],
    };
  },
});

const nameOf = ({ component }: ComponentHealth): string => NAMES[component] ?? component;

function toneOf([worst]: readonly ComponentHealth[]): Tone {
  if (worst === undefined) return 'good';
  return worst.state === 'failed' ? 'alarm' : 'warning';
}
