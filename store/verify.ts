import { verify } from './verification.ts';

const { exitCode, out, err } = await verify(process.argv.slice(2));
for (const line of out) process.stdout.write(`${line}\n`);
for (const line of err) process.stderr.write(`${line}\n`);
process.exitCode = exitCode;
