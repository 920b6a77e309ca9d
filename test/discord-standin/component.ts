import { z } from 'zod';

const text = z.string().nullish();

/** Any component of a message, with the keys that are looked at here. */
export const component = z.object({
  type: z.int(),
  custom_id: text,
  url: text,
  label: text,
  placeholder: text,
  content: text,
  style: z.int().nullish(),
  disabled: z.boolean().nullish(),
  emoji: z.object({ name: text }).nullish(),
  options: z.array(z.object({ value: z.string(), label: text })).nullish(),
  get components() {
    return z.array(component).nullish();
  },
  get accessory() {
    return component.nullish();
  },
});
export type Component = z.output<typeof component>;

interface Placed {
  readonly path: string;
  readonly component: Component;
}

/** Every component, whatever it is nested in, with its path in the message. */
export function flattenComponents(components: readonly Component[], at = 'components'): readonly Placed[] {
  return components.flatMap((one, i) => {
    const path = `${at}/${i}`;
    return [
      { path, component: one },
      ...flattenComponents(one.components ?? [], `${path}/components`),
      ...(one.accessory ? [{ path: `${path}/accessory`, component: one.accessory }] : []),
    ];
  });
}

/** The components of a message as it is stored, all on one level. */
export function componentsOf(message: { readonly components?: readonly object[] }): readonly Component[] {
  return flattenComponents(z.array(component).parse(message.components ?? [])).map((one) => one.component);
}
