import { beforeAll, onTestFinished } from 'vitest';
import { openStreamTables } from '../../../store/postgres/stream-tables.ts';
import { silent } from '../temp-log.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import { streamTablesContract } from './stream-tables.contract.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
  return server.remove;
});

streamTablesContract('PostgreSQL', async () => {
  const url = server.url(await server.newDatabase(), 'bot');
  return {
    connect: (stream) => {
      const tables = openStreamTables({ url, stream }, silent);
      onTestFinished(() => tables.close());
      return tables;
    },
  };
});
