import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { ApplicationCommandOptionType as Type } from 'discord.js';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { type Command, defineCommand } from '../../src/command.ts';
import { commandPayloads } from '../../src/discord/command-payloads.ts';
import { commandListFaults } from '../discord-standin/command-rules.ts';
import { loadSpecification } from '../discord-standin/specification.ts';

const specification = loadSpecification(
  resolve(process.env['SHARED_DIR'] ?? '../shared', 'data/discord/discord-openapi-subset.json'),
);

const command = defineCommand({
  name: 'everything',
  summary: 's'.repeat(120),
  examples: [],
  needs: 'viewer',
  options: {
    note: z.string().optional().describe('A note'),
    min: z.coerce.number().min(1.01).max(1000).describe('Lowest odds'),
    n: z.coerce.number().int().min(1).max(50).default(10).describe('How many'),
    kind: z.enum(['won', 'lost']).describe('Which'),
    keep: z.boolean().optional().describe('Keep it'),
  },
  suggest: { note: () => [], n: () => [] },
  run: () => ({ title: 'x', tone: 'neutral' }),
});

it('options are offered with their types, ranges and choices, the required ones first', () => {
  expect(commandPayloads([command as unknown as Command])).toEqual([
    {
      type: 1,
      name: 'everything',
      description: `${'s'.repeat(99)}…`,
      options: [
        {
          type: Type.Number,
          name: 'min',
          description: 'Lowest odds',
          required: true,
          min_value: 1.01,
          max_value: 1000,
        },
        {
          type: Type.String,
          name: 'kind',
          description: 'Which',
          required: true,
          choices: [
            { name: 'won', value: 'won' },
            { name: 'lost', value: 'lost' },
          ],
        },
        { type: Type.String, name: 'note', description: 'A note', required: false, autocomplete: true },
        {
          type: Type.Integer,
          name: 'n',
          description: 'How many',
          required: false,
          min_value: 1,
          max_value: 50,
          autocomplete: true,
        },
        { type: Type.Boolean, name: 'keep', description: 'Keep it', required: false },
      ],
    },
  ]);
});

it('every command of the program is one that Discord takes', async () => {
  const folder = new URL('../../commands/', import.meta.url);
  const modules = await Promise.all(readdirSync(folder).map((file) => import(new URL(file, folder).href)));
  const payloads = commandPayloads(modules.map((one) => one.default));
  expect(payloads.length).toBeGreaterThan(0);
  expect(commandListFaults(payloads)).toEqual([]);
  expect(
    specification?.check('PUT /applications/{application_id}/guilds/{guild_id}/commands', payloads) ?? [],
  ).toEqual([]);
});
