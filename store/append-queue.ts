/** Gives each waiting request to `commit`, together with those that came while the last batch was at work. */
export interface AppendQueue<Request, Answer> {
  /** Rejects only where `commit` answers with an error: a fault of the program, not of the disk. */
  add(request: Request): Promise<Answer>;
  /** Resolves when nothing waits and nothing is at work. */
  idle(): Promise<void>;
}

interface Waiting<Request, Answer> {
  readonly request: Request;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

/** `commit` is never called twice at once; it answers each request of the batch in its order. */
export function appendQueue<Request, Answer>(
  commit: (batch: readonly Request[]) => Promise<readonly (Answer | Error)[]>,
): AppendQueue<Request, Answer> {
  let waiting: Waiting<Request, Answer>[] = [];
  let working: Promise<void> | null = null;

  const work = async (): Promise<void> => {
    // Those that ask in the same turn share the first sync already.
    await Promise.resolve();
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await settle(batch, commit);
    }
    working = null;
  };

  return {
    add: (request) =>
      new Promise((resolve, reject) => {
        waiting.push({ request, resolve, reject });
        working ??= work();
      }),
    idle: async () => {
      while (working !== null) await working;
    },
  };
}

async function settle<Request, Answer>(
  batch: readonly Waiting<Request, Answer>[],
  commit: (batch: readonly Request[]) => Promise<readonly (Answer | Error)[]>,
): Promise<void> {
  try {
    const answers = await commit(batch.map(({ request }) => request));
    for (const [index, answer] of answers.entries()) {
      if (answer instanceof Error) batch[index]?.reject(answer);
      else batch[index]?.resolve(answer);
    }
  } catch (error) {
    for (const { reject } of batch) reject(error);
  }
}
