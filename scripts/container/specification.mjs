/**
 * A container as the runtime specification of the Open Container Initiative describes it (config.json of a bundle): the
 * image as the service of compose.yaml wants it run, with the mounts and namespaces that Docker would give it.
 */

const KERNEL = [
  ['/proc', 'proc', []],
  ['/dev', 'tmpfs', ['nosuid', 'strictatime', 'mode=755', 'size=65536k']],
  ['/dev/pts', 'devpts', ['nosuid', 'noexec', 'newinstance', 'ptmxmode=0666', 'mode=0620', 'gid=5']],
  ['/dev/shm', 'tmpfs', ['nosuid', 'noexec', 'nodev', 'mode=1777', 'size=65536k']],
  ['/dev/mqueue', 'mqueue', ['nosuid', 'noexec', 'nodev']],
  ['/sys', 'sysfs', ['nosuid', 'noexec', 'nodev', 'ro']],
  ['/sys/fs/cgroup', 'cgroup', ['nosuid', 'noexec', 'nodev', 'relatime', 'ro']],
];
const HIDDEN = ['/proc/acpi', '/proc/kcore', '/proc/keys', '/proc/timer_list', '/proc/scsi', '/sys/firmware'];
const READ_ONLY = ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger'];
const CAPABILITY_SETS = ['bounding', 'effective', 'inheritable', 'permitted', 'ambient'];
const UNITS = { k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

/** `network`: the path of a network namespace to share; null for a new one. `mounts`: as `mountsOf` gives them, all of them paths. */
export function specificationOf({ name, config, service, root, mounts, network }) {
  if (String(service.cap_drop) !== 'ALL') throw new Error('only what drops ALL capabilities is run here');
  const [uid, gid] = config.User.split(':').map(Number);
  const namespaces = ['pid', 'ipc', 'uts', 'mount'].map((type) => ({ type }));
  return {
    ociVersion: '1.0.0',
    hostname: name,
    root: { path: root, readonly: service.read_only === true },
    process: {
      user: { uid, gid },
      args: [...(config.Entrypoint ?? []), ...(service.command ?? config.Cmd)],
      env: environmentOf(config, service),
      cwd: config.WorkingDir,
      capabilities: Object.fromEntries(CAPABILITY_SETS.map((set) => [set, []])),
      noNewPrivileges: (service.security_opt ?? []).includes('no-new-privileges:true'),
    },
    mounts: [
      ...KERNEL.map(([destination, type, options]) => ({ destination, type, source: type, options })),
      ...[service.tmpfs ?? []].flat().map(temporary),
      ...mounts.map(bound),
    ],
    linux: {
      namespaces: [
        ...namespaces,
        network === null ? { type: 'network' } : { type: 'network', path: network },
      ],
      cgroupsPath: `/${name}`,
      resources: { memory: { limit: bytesOf(service.mem_limit) } },
      maskedPaths: HIDDEN,
      readonlyPaths: READ_ONLY,
    },
  };
}

/** The service's word counts before the image's. */
function environmentOf({ Env }, { environment = {} }) {
  const own = Object.fromEntries(Env.map((line) => line.split(/=(.*)/s)));
  return Object.entries({ ...own, ...environment }).map(([name, value]) => `${name}=${value}`);
}

function temporary(wanted) {
  const [destination, options] = wanted.split(':');
  const own = options === undefined ? ['mode=1777'] : options.split(',');
  return { destination, type: 'tmpfs', source: 'tmpfs', options: ['nosuid', 'nodev', 'noexec', ...own] };
}

function bound({ from, to, isReadOnly }) {
  return { destination: to, type: 'bind', source: from, options: ['rbind', isReadOnly ? 'ro' : 'rw'] };
}

function bytesOf(size) {
  const [, number, unit] = /^(\d+)([kmg])$/.exec(size);
  return Number(number) * UNITS[unit];
}
