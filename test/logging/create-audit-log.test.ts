import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { AuditEntry } from '../../src/audit.ts';
import { createAuditLog } from '../../src/logging/create-audit-log.ts';
import { createRedactor } from '../../src/logging/redactor.ts';

function folder() {
  const dir = mkdtempSync(join(tmpdir(), 'rollover-audit-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  return dir;
}

function start({ dir = folder(), now = Date.now } = {}) {
  const said: string[] = [];
  const say = (level: string) => (message: string) => void said.push(`${level} ${message}`);
  const logger = { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') };
  return { dir, said, ...createAuditLog({ dir, redactor: createRedactor(['marked-secret']), logger, now }) };
}

const ENTRY: AuditEntry = {
  actor: 'discord:17',
  role: 'owner',
  command: 'pause',
  options: { reason: 'a break' },
  id: 'call-1',
  outcome: 'refused',
  code: 'log-blocked',
};

const today = () => new Date().toISOString().slice(0, 10);
const linesOf = (file: string) => readFileSync(file, 'utf8').trim().split('\n');

describe('the audit log', () => {
  it('is one JSON line for each call in a file of the day, to which audit.log leads', async () => {
    const { dir, audit, close } = start({ now: () => Date.UTC(2026, 10, 23, 6, 7, 8, 9) });
    audit(ENTRY);
    audit({ ...ENTRY, id: 'call-2' });
    await close();
    expect(readdirSync(dir)).toEqual(expect.arrayContaining(['audit.log', `audit-${today()}.log`]));
    const lines = linesOf(join(dir, 'audit.log'));
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { at: '2026-11-23T06:07:08.009Z', ...ENTRY },
      { at: '2026-11-23T06:07:08.009Z', ...ENTRY, id: 'call-2' },
    ]);
    expect(lines[0]).not.toContain('\n');
  });

  it('has no secrets, whoever typed them', async () => {
    const { dir, audit, close } = start();
    audit({ ...ENTRY, options: { reason: 'marked-secret', password: 'pass-1' } });
    await close();
    const [line = ''] = linesOf(join(dir, 'audit.log'));
    expect(JSON.parse(line).options).toEqual({ reason: '[redacted]', password: '[redacted]' });
  });

  it('that cannot be written is told once, and holds nobody up', () => {
    const file = join(folder(), 'file');
    writeFileSync(file, '');
    const { said, audit } = start({ dir: join(file, 'logs') });
    for (let i = 0; i < 3; i++) audit(ENTRY);
    expect(said).toEqual(['error The audit log cannot be written; commands are answered without it']);
  });

  it('whose disk is full is told once and tried again half a minute later', async () => {
    let now = Date.now();
    const dir = folder();
    const file = join(dir, `audit-${today()}.log`);
    symlinkSync('/dev/full', file);
    const { said, audit, close } = start({ dir, now: () => now });
    audit(ENTRY);
    await expect.poll(() => said).toHaveLength(1);
    rmSync(file);
    audit(ENTRY);
    now += 30_000;
    audit({ ...ENTRY, id: 'written' });
    now += 30_000;
    audit({ ...ENTRY, id: 'later' });
    await close();
    expect(said).toEqual([
      'error The audit log cannot be written; commands are answered without it',
      'info The audit log is written again',
    ]);
    expect(linesOf(file).map((line) => JSON.parse(line).id)).toEqual(['written', 'later']);
  });
});
