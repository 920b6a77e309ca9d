import { parseArgs } from 'node:util';
import { type StandinOptions, startStandin } from './standin.ts';
import { runTerminal } from './terminal.ts';

const usage = `npm run discord-standin -- [--port N] [--token TOKEN]
  --port N       the port on 127.0.0.1 (default 0: any free one)
  --token TOKEN  the bot token that is accepted (default: one made for this run)`;

function readArguments(): StandinOptions {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: '0' }, token: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    process.stdout.write(`${usage}\n`);
    process.exit(0);
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`--port ${values.port}: expected a number from 0 to 65535`);
  return { port, ...(values.token && { token: values.token }) };
}

try {
  const standin = await startStandin(readArguments());
  const exports = Object.entries(standin.env).map(([name, value]) => `export ${name}=${value}`);
  process.stdout.write(`${JSON.stringify({ env: standin.env })}

A Discord for one bot is up. Paste this into another terminal, then start the bot there:

${exports.join('\n')}

Requests are ${standin.specification}.
The bot's messages appear here. Type help for what you can do, for example /status or press 1.

`);
  process.once('SIGINT', () => process.exit(0));
  process.once('SIGTERM', () => process.exit(0));
  await runTerminal(standin, process.stdin, process.stdout);
  await standin.close();
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${usage}\n`);
  process.exit(2);
}
