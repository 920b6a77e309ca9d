/** In bytes. Below this a disk may soon be full of logs and exports. */
export const SPARSE = 512 * 1_024 * 1_024;

/** In bytes. Below this nothing should be bet: the outcome might find no room. */
export const TOO_LITTLE = 32 * 1_024 * 1_024;

/** `1,234 MB` */
export const megabytes = (bytes: number): string =>
  `${Math.floor(bytes / 1_048_576).toLocaleString('en')} MB`;
