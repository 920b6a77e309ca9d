import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** What the engine alone does, and no container sees of its own. */
const OF_THE_ENGINE = ['build', 'profiles', 'ports', 'restart', 'logging', 'depends_on', 'stop_grace_period'];

/** What a container is started with here. */
const HONOURED = [
  ...['command', 'environment', 'healthcheck', 'network_mode', 'secrets', 'volumes'],
  ...['read_only', 'tmpfs', 'cap_drop', 'security_opt', 'mem_limit'],
];

/** The services of compose.yaml where no variable is set. Throws where one promises what would not be honoured here. */
export function readServices() {
  const { services } = parse(readFileSync('compose.yaml', 'utf8'), (_, value) => filledIn(value), {
    merge: true,
  });
  for (const [name, service] of Object.entries(services))
    for (const key of Object.keys(service))
      if (![...OF_THE_ENGINE, ...HONOURED].includes(key))
        throw new Error(`compose.yaml: services.${name}.${key} is not honoured by this run; teach it to`);
  return services;
}

/** The mounts of a service, each `{ from, to, isReadOnly }`; `from` is a volume's name, a path, or a secret's name. */
export function mountsOf({ volumes = [], secrets = [] }) {
  return [
    ...volumes.map((volume) => {
      const [from, to, how] = volume.split(':');
      return { from, to, isReadOnly: how === 'ro' };
    }),
    ...secrets.map((name) => ({ from: name, to: `/run/secrets/${name}`, isReadOnly: true })),
  ];
}

function filledIn(value) {
  if (typeof value !== 'string') return value;
  const filled = value.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1');
  if (filled.includes('$'))
    throw new Error(`compose.yaml: ${value}: only a variable with a default is understood`);
  return filled;
}
