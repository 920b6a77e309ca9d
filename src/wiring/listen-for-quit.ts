import type { Terminal } from '../console/terminal.ts';
import { QUIT } from '../core/evolve.ts';

interface QuitParts {
  readonly terminal: Pick<Terminal, 'listen' | 'print'>;
  readonly requestStop: (reason: string) => void;
}

/** The console of a bot that does nothing else yet; any other line is answered with `why`. The way to stop listening. */
export function listenForQuit({ terminal, requestStop }: QuitParts, why: () => string): () => void {
  return terminal.listen({
    onLine: (line) => {
      if (line.trim().toLowerCase() === QUIT) requestStop(`${QUIT} at the console`);
      else terminal.print(why());
    },
    onInterrupt: () => requestStop('Ctrl-C was pressed'),
  });
}
