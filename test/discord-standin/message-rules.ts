import { ButtonStyle, ComponentType, MessageFlags } from 'discord-api-types/v10';
import { z } from 'zod';
import type { UploadedFile } from './attachments.ts';
import { type Component, component, flattenComponents } from './component.ts';
import type { Fault } from './discord-error.ts';

// The limits that Discord's specification does not hold (docs resources/message, components/reference).
const contentLimit = 2_000;
const embedsLimit = 6_000;
const rowsLimit = 5;
const fileLimit = 10 * 1024 * 1024;

const text = z.string().nullish();
const field = z.looseObject({ name: text, value: text });
const embed = z.looseObject({
  title: text,
  description: text,
  footer: z.looseObject({ text }).nullish(),
  author: z.looseObject({ name: text }).nullish(),
  fields: z.array(field).nullish(),
});
const message = z.looseObject({
  content: text,
  flags: z.int().nullish(),
  embeds: z.array(embed).nullish(),
  components: z.array(component).nullish(),
  attachments: z.array(z.looseObject({ id: z.string() })).nullish(),
});

const fault = (path: string, code: string, text: string): Fault => ({ path, code, message: text });

/** What is wrong with a message's body beyond the specification; a body of another shape is the specification's. */
export function messageFaults(body: unknown, files: readonly UploadedFile[]): readonly Fault[] {
  const parsed = message.safeParse(body);
  if (!parsed.success) return [];
  const { content, flags, embeds, components, attachments } = parsed.data;
  const v2 = ((flags ?? 0) & MessageFlags.IsComponentsV2) !== 0;
  const faults: Fault[] = [...embedFaults(embeds ?? []), ...componentFaults(components ?? [])];
  if ((content?.length ?? 0) > contentLimit)
    faults.push(fault('content', 'BASE_TYPE_MAX_LENGTH', `Must be ${contentLimit} or fewer in length.`));
  if (!v2 && (components?.length ?? 0) > rowsLimit)
    faults.push(fault('components', 'BASE_TYPE_BAD_LENGTH', `Must be between 1 and ${rowsLimit} in length.`));
  if (v2 && (content || embeds?.length))
    faults.push(
      fault('flags', 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', 'No content or embeds.'),
    );
  for (const [i, file] of files.entries()) {
    if (file.bytes.length > fileLimit)
      faults.push(fault(`files/${i}`, 'BASE_TYPE_MAX_LENGTH', 'A file is at most 10 MiB.'));
    if (attachments && !attachments.some((one) => one.id === file.key))
      faults.push(fault('attachments', 'BASE_TYPE_REQUIRED', `files[${file.key}] is not listed.`));
  }
  return faults;
}

function embedFaults(embeds: readonly z.output<typeof embed>[]): readonly Fault[] {
  const faults: Fault[] = [];
  const length = (value: string | null | undefined) => value?.length ?? 0;
  let total = 0;
  for (const [i, one] of embeds.entries()) {
    total +=
      length(one.title) + length(one.description) + length(one.footer?.text) + length(one.author?.name);
    for (const [k, each] of (one.fields ?? []).entries()) {
      total += length(each.name) + length(each.value);
      for (const key of ['name', 'value'] as const)
        if (!each[key]?.trim())
          faults.push(
            fault(`embeds/${i}/fields/${k}/${key}`, 'BASE_TYPE_REQUIRED', 'This field is required'),
          );
    }
  }
  if (total > embedsLimit)
    faults.push(
      fault(
        'embeds',
        'MAX_EMBED_SIZE_EXCEEDED',
        `Embed size exceeds maximum size of ${embedsLimit} (${total}).`,
      ),
    );
  return faults;
}

function componentFaults(components: readonly Component[]): readonly Fault[] {
  const all = flattenComponents(components);
  const ids = all.flatMap((one) => one.component.custom_id ?? []);
  return all.flatMap(({ path, component: one }) => {
    const faults: Fault[] = [];
    if (one.custom_id && ids.filter((id) => id === one.custom_id).length > 1)
      faults.push(
        fault(
          `${path}/custom_id`,
          'COMPONENT_CUSTOM_ID_DUPLICATED',
          'Component custom id cannot be duplicated',
        ),
      );
    if (one.type === ComponentType.Button) faults.push(...buttonFaults(path, one));
    const values = (one.options ?? []).map((option) => option.value);
    if (new Set(values).size < values.length)
      faults.push(
        fault(`${path}/options`, 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', 'Values must be unique.'),
      );
    return faults;
  });
}

function buttonFaults(path: string, one: Component): readonly Fault[] {
  const faults: Fault[] = [];
  const link = one.style === ButtonStyle.Link;
  const premium = one.style === ButtonStyle.Premium;
  if (!link && !premium && !one.custom_id)
    faults.push(fault(`${path}/custom_id`, 'BASE_TYPE_REQUIRED', 'A custom id is required'));
  if (link && (!one.url || one.custom_id))
    faults.push(fault(`${path}/url`, 'BUTTON_COMPONENT_INVALID_URL', 'A link has a url and no custom id'));
  if (!premium && !one.label && !one.emoji)
    faults.push(fault(`${path}/label`, 'BUTTON_COMPONENT_LABEL_REQUIRED', 'A label or an emoji is required'));
  return faults;
}
