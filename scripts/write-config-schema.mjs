import { writeFileSync } from 'node:fs';
import { fileJsonSchema } from '../config/file-schema.ts';

writeFileSync(
  new URL('../config/betting_config.schema.json', import.meta.url),
  `${JSON.stringify(fileJsonSchema(), null, 2)}\n`,
);
