/** What the program's parts may say to the log; secrets are taken out behind it. */
export type Logger = Readonly<
  Record<'debug' | 'info' | 'warn' | 'error', (message: string, facts?: Record<string, unknown>) => void>
>;
