import { InteractionResponseType } from 'discord-api-types/v10';
import { z } from 'zod';
import type { UploadedFile } from './attachments.ts';
import { commandFaults, commandListFaults } from './command-rules.ts';
import type { Fault } from './discord-error.ts';
import { messageFaults } from './message-rules.ts';
import type { RouteName } from './routes/route-names.ts';
import type { Specification } from './specification.ts';

/** A request that Discord would refuse, or would take without doing what its writer meant. */
export interface Violation {
  readonly route: RouteName | string;
  readonly faults: readonly Fault[];
  readonly body: unknown;
}

const callback = z.looseObject({ type: z.int(), data: z.unknown() });

const offered = z.object({ choices: z.array(z.looseObject({ value: z.unknown() })) });
const longestValue = 100;

/** The specification lets values be longer; docs application-commands, "Application Command Option Choice Structure". */
function choiceFaults(data: unknown): readonly Fault[] {
  const choices = offered.safeParse(data).data?.choices ?? [];
  return choices.flatMap(({ value }, i) =>
    typeof value === 'string' && value.length > longestValue
      ? [
          {
            path: `data/choices/${i}/value`,
            code: 'BASE_TYPE_BAD_LENGTH',
            message: `Must be ${longestValue} or fewer in length.`,
          },
        ]
      : [],
  );
}

function callbackFaults(body: unknown, files: readonly UploadedFile[]): readonly Fault[] {
  const parsed = callback.safeParse(body);
  if (!parsed.success) return [];
  if (parsed.data.type === InteractionResponseType.ApplicationCommandAutocompleteResult)
    return choiceFaults(parsed.data.data);
  return messageFaults(parsed.data.data, files).map((one) => ({ ...one, path: `data/${one.path}` }));
}

/** Everything wrong with a request's body, by the specification (where it is at hand) and by the rules it lacks. */
export function findFaults(
  specification: Specification | null,
  route: RouteName,
  body: unknown,
  files: readonly UploadedFile[],
): readonly Fault[] {
  const found = [...(specification?.check(route, body) ?? []), ...ruleFaults(route, body, files)];
  // Both may know the same limit.
  return found.filter(
    (fault, i) => found.findIndex((one) => one.path === fault.path && one.code === fault.code) === i,
  );
}

function ruleFaults(route: RouteName, body: unknown, files: readonly UploadedFile[]): readonly Fault[] {
  const [method, path = ''] = route.split(' ');
  if (method === 'GET' || method === 'DELETE') return [];
  if (path.endsWith('/callback')) return callbackFaults(body, files);
  if (path.endsWith('/commands') && method === 'PUT') return commandListFaults(body);
  if (path.includes('/commands')) return commandFaults(body, method === 'POST');
  if (path.startsWith('/webhooks/') || /\/messages(\/\{message_id\})?$/.test(path))
    return messageFaults(body, files);
  return [];
}
