/**
 * Resolves when nothing is left to run but what waits for virtual time: no promise, and no work with a file, which takes
 * real time.
 */
export async function runDry(): Promise<void> {
  do await new Promise(setImmediate);
  while (process.getActiveResourcesInfo().some(isOfFile));
}

const isOfFile = (resource: string): boolean => resource.startsWith('FSReq') || resource === 'CloseReq';
