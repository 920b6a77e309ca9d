import { once } from 'node:events';
import { chmodSync, existsSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isLoopbackHost } from '../../config/loopback.ts';
import { checkCertificate } from '../../src/doctor/check-certificate.ts';
import { checkClock } from '../../src/doctor/check-clock.ts';
import { checkDashboard } from '../../src/doctor/check-dashboard.ts';
import { checkDataFolder, judgeSpace } from '../../src/doctor/check-data-folder.ts';
import { checkEventFiles } from '../../src/doctor/check-event-files.ts';
import { checkNode } from '../../src/doctor/check-node.ts';
import { checkProgram } from '../../src/doctor/check-program.ts';
import { checkSecretFiles } from '../../src/doctor/check-secret-files.ts';
import { checkSettings } from '../../src/doctor/check-settings.ts';
import { checkSideFolders } from '../../src/doctor/check-side-folders.ts';
import type { Finding } from '../../src/doctor/finding.ts';
import { conclude, findingLine } from '../../src/doctor/report.ts';
import { program } from '../../src/wiring/program.ts';
import { lookAtLock } from '../../store/lock/look-at-lock.ts';
import { verify } from '../../store/verification.ts';
import { SETTINGS as settings } from '../core/given.ts';
import { certificates } from '../exchange/betfair/over-https.ts';
import { resumed } from '../store/sample-facts.ts';
import { appendOf, openLog, tempDir } from '../store/temp-log.ts';

const lines = (findings: readonly Finding[]): readonly string[] =>
  findings.map((finding) => findingLine(finding, false));

it.each([
  ['20.19.9', 'fail     Node: this is 20.19.9, and 20.20 or newer is needed'],
  ['20.20.0', 'warning  Node: 20.20.0 works, but Node 20 gets no more security updates'],
  ['24.1.0', 'pass     Node: 24.1.0.'],
])('Node %s', (version, expected) => {
  expect(findingLine(checkNode(version), false)).toContain(expected);
});

it('finds the program whole, and names the packages, commands and page that are missing', async () => {
  const parts = { ...program, assets: 'dist/src/dashboard/assets', loadCommands: async () => [1, 2] };
  expect(lines(await checkProgram(parts))).toEqual([
    `pass     Packages: all ${program.dependencies.length} are installed.`,
    'pass     Program: it loads, with 2 commands.',
    'pass     Page: the page of the dashboard is built.',
  ]);
  const broken = await checkProgram({
    ...{ root: program.root, dependencies: ['zod', 'no-such-package'], assets: null },
    loadCommands: () => Promise.reject(new Error('commands/odds.js must export the command "odds"')),
  });
  expect(broken.map(({ verdict }) => verdict)).toEqual(['fail', 'fail', 'fail']);
  expect(lines(broken).join('\n')).toMatch(
    /not installed: no-such-package\. Run .*\n.*does not load: commands\/odds\.js.*\n.*not built/,
  );
});

it('says in which mode it would start, and warns of what is not read and of live without a limit', () => {
  const read = { mode: 'live', settings, warnings: ['The variable X is not read.'] } as const;
  expect(checkSettings(read).map(({ verdict, subject }) => [verdict, subject])).toEqual([
    ['pass', 'Configuration'],
    ['warning', 'Environment'],
    ['warning', 'Loss limits'],
  ]);
  expect(checkSettings({ ...read, mode: 'dry_run', warnings: [] })).toHaveLength(1);
  const limits = { ...settings.limits, maxTotalLoss: settings.initialStake };
  expect(checkSettings({ ...read, settings: { ...settings, limits } })[2]).toMatchObject({ verdict: 'pass' });
});

it('warns of secrets that everybody can read', () => {
  const dir = tempDir();
  const [safe, open] = [join(dir, 'safe'), join(dir, 'open')];
  for (const path of [safe, open]) writeFileSync(path, 'x');
  chmodSync(safe, 0o600);
  chmodSync(open, 0o644);
  const files = { DISCORD_TOKEN_FILE: safe, '.env': open, BETFAIR_PASSWORD_FILE: join(dir, 'none') };
  expect(lines(checkSecretFiles(new Map(Object.entries(files))))).toEqual([
    `pass     Secrets in ${safe}: only who should can read it (DISCORD_TOKEN_FILE).`,
    `warning  Secrets in ${open}: everybody on this machine can read it (.env): chmod 600 ${open}.`,
  ]);
  expect(checkSecretFiles(new Map())).toMatchObject([{ verdict: 'skip' }]);
});

it('says how long the certificate holds, and warns a month before its end', async () => {
  const { files } = await certificates();
  const { client: certFile, clientKey: keyFile } = files;
  const at = (days: number, change = {}) =>
    checkCertificate({ certFile, keyFile, caFile: null, ...change }, Date.now() + days * 86_400_000);
  expect(at(0)).toMatchObject({ verdict: 'pass' });
  expect(at(340)).toMatchObject({ verdict: 'warning', text: expect.stringMatching(/2[45] days from now/) });
  expect(at(400)).toMatchObject({ verdict: 'fail', text: expect.stringContaining('expired on') });
  expect(at(0, { keyFile: files.strangerKey })).toMatchObject({
    verdict: 'fail',
    text: expect.stringContaining('does not belong to the certificate'),
  });
});

it('tells of the data folder, its room, and who holds it, and makes nothing', async () => {
  const dir = tempDir();
  const none = join(dir, 'a', 'b');
  const look = async (path: string) => lines(await checkDataFolder(path, () => lookAtLock(path, Date.now())));
  expect((await look(none)).join('\n')).toMatch(
    /^pass .* can be written\. It is made at the first start\.\n.*MB are free.*\npass +Lock: no other bot/,
  );
  expect(existsSync(none)).toBe(false);

  const log = await openLog(dir);
  expect((await look(dir))[2]).toContain(
    `skip     Lock: a bot is running on the data folder: process ${process.pid}`,
  );
  await log.close();
  expect((await look(dir))[2]).toContain('pass     Lock');

  rmSync(join(dir, 'betting_events.demo.json'));
  symlinkSync(join(dir, 'away'), join(dir, 'betting_events.demo.json'));
  expect((await look(dir))[0]).toMatch(
    /^fail {5}Data folder: .*demo\.json cannot be written: there is no such file.* give to this one \(chown -R USER /,
  );

  const file = join(dir, 'file');
  writeFileSync(file, '');
  expect(await look(file)).toEqual([
    `fail     Data folder: ${file} cannot be written: it is a file, not a folder; let this user write there, or set DATA_DIR to another folder.`,
  ]);
});

it('tells of logs and backups that would find no folder', async () => {
  const dir = tempDir();
  const file = join(dir, 'file');
  writeFileSync(file, '');
  const side = { subject: 'Logs', setting: 'LOG_DIR', without: 'The bot would keep no log.' };
  const found = await checkSideFolders([
    { ...side, dir: join(dir, 'logs') },
    { ...side, dir: join(file, 'logs') },
  ]);
  expect(lines(found)).toEqual([
    `pass     Logs: ${join(dir, 'logs')} can be written.`,
    `warning  Logs: ${file} cannot be written: it is a file, not a folder. The bot would keep no log. Let this user write there, or set LOG_DIR to another folder.`,
  ]);
});

it('tells a silent holder of another machine from one that beats', async () => {
  const dir = tempDir();
  const log = await openLog(dir);
  const note = join(dir, '.lock', '1.json');
  const holder = { host: 'elsewhere', pid: 1, since: '2026-01-01T00:00:00.000Z', bootId: 'other' };
  const rest = { pidNamespace: null, startTime: null, released: false };
  writeFileSync(note, JSON.stringify({ ...holder, ...rest }));
  expect(await lookAtLock(dir, Date.now())).toMatchObject({ kind: 'held', holder });
  expect(await lookAtLock(dir, Date.now() + 3_600_000)).toMatchObject({ kind: 'silent', holder });
  const found = await checkDataFolder(dir, () => lookAtLock(dir, Date.now() + 3_600_000));
  expect(found[2]).toMatchObject({ verdict: 'warning', text: expect.stringContaining('host elsewhere') });
  await log.close();
});

it.each([
  [10 * 2 ** 30, 'pass     Disk: 10,240 MB are free where d is.'],
  [100 * 2 ** 20, 'warning  Disk: 100 MB are free where d is: make room before it is full.'],
  [5 * 2 ** 20, 'fail     Disk: 5 MB are free where d is: nothing can be bet without room'],
])('%i bytes', (free, expected) => {
  expect(findingLine(judgeSpace('d', free), false)).toContain(expected);
});

it('verifies each event file that is there', async () => {
  const dir = tempDir();
  const log = await openLog(dir);
  await appendOf(log, [resumed('a')]);
  await log.close();
  const path = join(dir, 'betting_events.demo.json');
  const broken = join(dir, 'betting_events.live.json');
  writeFileSync(broken, '');
  const found = await checkEventFiles(
    new Map([
      ['demo', path],
      ['live', broken],
    ]),
    (file, see) => verify([file], see),
  );
  expect(lines(found)).toEqual([
    expect.stringMatching(/^pass {5}Event file \(demo\): .* 1 events, last seq 1, head [0-9a-f]{64}$/),
    expect.stringMatching(/^fail {5}Event file \(live\): .*line 1/),
  ]);
  expect(await checkEventFiles(new Map(), (file) => verify([file]))).toMatchObject([{ verdict: 'skip' }]);
});

it('does not take the event file of one mode for that of another, nor a folder for one', async () => {
  const dir = tempDir();
  const paths = new Map([
    ['demo', 'test/fixtures/betting_events.v4.json'],
    ['live', 'test/fixtures/betting_events.v4.json'],
    ['dry_run', dir],
  ] as const);
  expect(lines(await checkEventFiles(paths, (file, see) => verify([file], see)))).toEqual([
    expect.stringMatching(/^(pass|warning) +Event file \(demo\): /),
    expect.stringMatching(
      /^fail {5}Event file \(live\): .* was last that of demo: a start would take its bets/,
    ),
    `fail     Event file (dry_run): ${dir} cannot be read: it is a folder, not a file (EISDIR). Let this user read it.`,
  ]);
});

it.each([
  [[], 'skip', 'nothing outside was asked'],
  [[900], 'pass', 'agrees'],
  [[900, -20_000], 'warning', '20 s behind that of b'],
  [[3_600_000], 'fail', '3,600 s ahead of that of a'],
  [[Number.NaN], 'skip', 'no server that was asked told a time that can be read'],
  [[Number.NaN, 900], 'pass', 'agrees with that of b'],
] as const)('a clock that is off by %j ms', (skews, verdict, text) => {
  const dates = skews.map((skew, place) => ({ host: 'ab'.charAt(place), theirs: 1e12 - skew, ours: 1e12 }));
  expect(checkClock(dates)).toMatchObject({ verdict, text: expect.stringContaining(text) });
});

it('tells whether the port of the dashboard is free, and whether its tokens can be guessed', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const here = { host: '127.0.0.1', port, token: null, viewerToken: null };
  const look = (change = {}, botRuns = false) =>
    checkDashboard({ ...here, ...change }, isLoopbackHost, botRuns);
  expect(await look()).toMatchObject([
    { verdict: 'fail', text: expect.stringContaining('taken') },
    { verdict: 'pass' },
  ]);
  expect(await look({}, true)).toMatchObject([{ verdict: 'skip' }, { verdict: 'pass' }]);
  other.close();
  await once(other, 'close');
  expect(lines(await look({ token: 'short', viewerToken: 'v'.repeat(24) }))).toEqual([
    `pass     Dashboard: port ${port} on 127.0.0.1 is free.`,
    expect.stringMatching(/^warning {2}Dashboard token: DASHBOARD_TOKEN: fewer than 24/),
  ]);
  expect(await look({ host: '192.0.2.1' })).toMatchObject([
    { verdict: 'fail', text: expect.stringContaining('EADDRNOTAVAIL') },
    { verdict: 'fail', text: expect.stringContaining('set DASHBOARD_TOKEN') },
  ]);
});

it('concludes with how many there were of each kind', () => {
  const one = (verdict: Finding['verdict']): Finding => ({ verdict, subject: 's', text: 'a\n\tb' });
  expect(findingLine(one('fail'), false)).toBe('fail     s: a b');
  expect(findingLine(one('fail'), true)).toContain('\u001b[31mfail');
  expect(conclude([one('pass'), one('warning'), one('skip')])).toEqual({
    text: 'Ready to start: 1 passed, 1 warning, 0 failed, 1 not looked at.',
    exitCode: 0,
  });
  expect(conclude([one('fail'), one('warning'), one('warning')])).toEqual({
    text: 'Not ready: 0 passed, 2 warnings, 1 failed, 0 not looked at.',
    exitCode: 1,
  });
});
