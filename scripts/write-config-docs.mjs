/** Writes the tables of docs/configuration.md from the schema; run by tsx. */
import { readFileSync, writeFileSync } from 'node:fs';
import { configTables, KEYS_IN_DOCS } from '../test/config-table.ts';

const path = 'docs/configuration.md';
writeFileSync(path, readFileSync(path, 'utf8').replace(KEYS_IN_DOCS, configTables));
