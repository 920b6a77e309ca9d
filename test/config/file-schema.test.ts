import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect, it } from 'vitest';
import { fileJsonSchema } from '../../config/file-schema.ts';

const stored = JSON.parse(readFileSync('config/betting_config.schema.json', 'utf8'));

it('has a JSON Schema for editors that is current (npm run config-schema writes it)', () => {
  expect(stored).toEqual(JSON.parse(JSON.stringify(fileJsonSchema())));
});

it('has a JSON Schema that takes the shipped file and refuses unknown keys', () => {
  const validate = new Ajv().compile(stored);
  const shipped = JSON.parse(readFileSync('config/betting_config.json', 'utf8'));
  expect(validate(shipped)).toBe(true);
  expect(validate({ betting: { min_odds: 2 } })).toBe(true);
  expect(validate({ betting: { min_ods: 2 } })).toBe(false);
  expect(validate({ betting: { staking: 'all' } })).toBe(false);
});
