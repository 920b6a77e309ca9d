import { isDeepStrictEqual } from 'node:util';
import { type Client, type REST, type RouteLike, Routes } from 'discord.js';
import { z } from 'zod';
import type { CommandPayload } from './command-payloads.ts';

/** The part of a registered command that we decide on; Discord adds ids, versions and defaults. */
const registered = z.array(
  z.object({
    id: z.string(),
    type: z.number().default(1),
    name: z.string(),
    description: z.string().default(''),
    options: z
      .array(
        z.object({
          type: z.number(),
          name: z.string(),
          description: z.string(),
          required: z.boolean().default(false),
          autocomplete: z.boolean().default(false),
          min_value: z.number().nullish(),
          max_value: z.number().nullish(),
          choices: z
            .array(z.object({ name: z.string(), value: z.union([z.string(), z.number()]) }))
            .nullish(),
        }),
      )
      .nullish(),
  }),
);

type Registered = z.infer<typeof registered>[number];

/** Where commands are registered, and with what. */
export interface Registration {
  readonly client: Client<true>;
  /** Null registers globally. */
  readonly guildId: string | null;
  readonly payloads: readonly CommandPayload[];
}

/**
 * Makes Discord's list of our commands equal to `payloads`; writes only where they differ, since a guild
 * takes 200 creations a day (30034). With a guild, global copies of the same names, which would show twice,
 * are deleted. Resolves with whether the list was written; rejects with what Discord answered.
 */
export async function registerCommands({ client, guildId, payloads }: Registration): Promise<boolean> {
  const { rest, application } = client;
  const globally = Routes.applicationCommands(application.id);
  const route = guildId === null ? globally : Routes.applicationGuildCommands(application.id, guildId);
  const changed = !sameCommands(await fetchCommands(rest, route), payloads);
  if (changed) await rest.put(route, { body: payloads });
  if (guildId === null) return changed;
  const names = new Set(payloads.map((payload) => payload.name));
  for (const { id, name } of await fetchCommands(rest, globally))
    if (names.has(name)) await rest.delete(Routes.applicationCommand(application.id, id));
  return changed;
}

const fetchCommands = async (rest: REST, route: RouteLike): Promise<Registered[]> =>
  registered.parse(await rest.get(route));

function sameCommands(there: readonly Registered[], wanted: readonly CommandPayload[]): boolean {
  return isDeepStrictEqual(
    comparable(there),
    comparable(registered.parse(wanted.map((p) => ({ ...p, id: '' })))),
  );
}

/** Order counts within a command, not between commands; absent and null are the same. */
function comparable(commands: readonly Registered[]): unknown {
  const bare = commands.map(({ id: _, options, ...command }) => ({ ...command, options: options ?? [] }));
  const sorted = bare.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return JSON.parse(JSON.stringify(sorted, (_, value) => value ?? undefined));
}
