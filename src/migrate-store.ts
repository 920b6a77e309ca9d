import { readFileSync } from 'node:fs';
import { type Fault, formatFaults } from '../config/fault.ts';
import { ADMIN_VARIABLE, readDatabase } from '../config/store-access.ts';
import { readVariables } from '../config/variables.ts';
import { migrate } from '../store/postgres/migrate.ts';
import { sayTooMuch } from '../store/postgres/role-rights.ts';
import { sayMigrated, sayNotMigrated } from '../store/postgres/say-migration.ts';
import type { Logger } from './logging/logger.ts';
import { createRedactor } from './logging/redactor.ts';
import { readCall, WrongCall } from './wrong-call.ts';

const BOT_VARIABLE = 'STORE_URL';

const USAGE = `Usage: npm run store:migrate -- [--role NAME | --make-role]
       node dist/src/migrate-store.js [--role NAME | --make-role]

  --role NAME  the role that the bot connects as; unless given, the one in ${BOT_VARIABLE}
  --make-role  makes the role in ${BOT_VARIABLE}, with the password there, where there is none of that name

Brings the tables of the event log in PostgreSQL up to what this program needs, and lets that role read and append. It
connects as ${ADMIN_VARIABLE} says (in the environment or .env, or as a file that ${ADMIN_VARIABLE}_FILE names): a role
that may create a schema there. Without it, as ${BOT_VARIABLE} says. Exit codes: 0 done, 1 the database refused, 2 wrong
call or settings.`;

const OPTIONS = {
  role: { type: 'string' },
  'make-role': { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

const EXIT = { done: 0, refused: 1, usage: 2 } as const;

const redactor = createRedactor();
const say = (line: string): void => void process.stdout.write(`${redactor.text(line)}\n`);
const complain = (line: string): void => void process.stderr.write(`${redactor.text(line)}\n`);
const quiet = (): void => undefined;
/** What the library would say of its steps is in the error, too. */
const logger: Logger = { debug: quiet, info: quiet, warn: quiet, error: quiet };

async function run(args: readonly string[]): Promise<number> {
  const { values } = readCall({ args: [...args], options: OPTIONS });
  const { role, 'make-role': makeRole, help } = values;
  if (help) {
    say(USAGE);
    return EXIT.done;
  }
  const { variable, host, url, botRole, newPassword } = wantedFrom(role, makeRole);
  try {
    const migrated = await migrate({
      url,
      botRole,
      logger,
      ...(newPassword !== undefined && { newPassword }),
    });
    say(sayMigrated(migrated));
    const tooMuch = sayTooMuch(migrated.rights);
    if (tooMuch !== null) complain(`Warning: ${tooMuch}.`);
    return EXIT.done;
  } catch (error) {
    complain(sayNotMigrated(error, { variable, host }));
    return EXIT.refused;
  }
}

/** Other secrets are no concern of this. */
function wantedFrom(role: string | undefined, makeRole: boolean) {
  if (role !== undefined && makeRole)
    throw new WrongCall(`--make-role makes the role in ${BOT_VARIABLE}: leave --role out.`);
  const faults: Fault[] = [];
  const read = (path: string) => readFileSync(path, 'utf8');
  const is = readVariables(process.env, read, faults, [BOT_VARIABLE, ADMIN_VARIABLE]);
  const bot = readDatabase(is, BOT_VARIABLE, faults);
  const admin = readDatabase(is, ADMIN_VARIABLE, faults);
  for (const secret of [...(bot?.secrets ?? []), ...(admin?.secrets ?? [])]) redactor.add(secret);
  if (faults.length > 0) throw new WrongCall(formatFaults(faults, 'Nothing was changed'));
  const address = admin ?? bot;
  if (address === null)
    throw new WrongCall(`Neither ${ADMIN_VARIABLE} nor ${BOT_VARIABLE} is set: which database is meant?`);
  const botRole = role || bot?.role;
  if (!botRole)
    throw new WrongCall(`Which role is the bot's? Give --role NAME, or name it in ${BOT_VARIABLE}.`);
  const newPassword = makeRole ? (bot?.password ?? null) : undefined;
  return { ...address, botRole, newPassword, variable: admin === null ? BOT_VARIABLE : ADMIN_VARIABLE };
}

process.exitCode = await run(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof WrongCall)) throw error;
  complain(error.message);
  complain(USAGE);
  return EXIT.usage;
});
