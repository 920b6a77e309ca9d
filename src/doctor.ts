import { readFileSync } from 'node:fs';
import { formatFault } from '../config/fault.ts';
import { loadConfig } from '../config/load-config.ts';
import { checkNode } from './doctor/check-node.ts';
import { checkProgram } from './doctor/check-program.ts';
import { type Finding, fail, skip } from './doctor/finding.ts';
import { conclude, findingLine } from './doctor/report.ts';
import { loadCommands } from './load-commands.ts';
import { createRedactor } from './logging/redactor.ts';
import { findDashboardAssets } from './wiring/dashboard-assets.ts';
import { examine } from './wiring/examine.ts';
import { program } from './wiring/program.ts';

const HELP = `Looks at everything that the bot needs, and says of each what to do where it is not well. Changes nothing:
it takes no lock, logs in to Betfair and out again, and asks Discord over its API alone.

  npm run doctor            node dist/src/doctor.js

It reads the same environment, .env and configuration file as the bot. Exit code 0: the bot can start; 1: something
failed; 2: it was called with anything but --help.`;

async function* look(redact: (secrets: readonly string[]) => void): AsyncGenerator<Finding> {
  yield checkNode(process.versions.node);
  yield* await checkProgram({ ...program, assets: findDashboardAssets(), loadCommands });
  const loaded = loadConfig({
    env: process.env,
    readFile: (path) => readFileSync(path, 'utf8'),
    flags: [],
  });
  if (loaded.kind === 'config') {
    redact(loaded.config.secrets);
    yield* examine(loaded.config);
    return;
  }
  if (loaded.kind === 'faults')
    for (const fault of loaded.faults) yield fail('Configuration', formatFault(fault));
  yield skip('Everything else', 'the configuration must be right first.');
}

async function main(): Promise<number> {
  const flags = process.argv.slice(2);
  if (flags.length > 0) {
    const known = flags.length === 1 && /^(--help|-h)$/.test(flags[0] ?? '');
    (known ? process.stdout : process.stderr).write(`${HELP}\n`);
    return known ? 0 : 2;
  }
  const redactor = createRedactor();
  const findings: Finding[] = [];
  for await (const finding of look((secrets) => secrets.forEach(redactor.add))) {
    findings.push(finding);
    process.stdout.write(`${redactor.text(findingLine(finding, process.stdout.isTTY === true))}\n`);
  }
  const { text, exitCode } = conclude(findings);
  process.stdout.write(`\n${text}\n`);
  return exitCode;
}

process.exit(await main());
