import { memoryDatabase } from './memory-database.ts';
import { streamTablesContract } from './stream-tables.contract.ts';

streamTablesContract('A database in memory', async () => {
  const { tables } = memoryDatabase();
  return { connect: tables };
});
