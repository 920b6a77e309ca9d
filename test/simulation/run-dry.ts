/** Resolves when nothing is left to run but what waits for virtual time: no promise, and no work with a file. */
export async function runDry(isBusy: () => boolean): Promise<void> {
  do await new Promise(setImmediate);
  while (isBusy());
}
