/** One thing that a person is asked for. */
export interface Asked {
  /** The variable or key that the answer is for. */
  readonly name: string;
  readonly message: string;
  /** What holds now; empty where nothing does. Of a secret it is not shown. */
  readonly present: string;
  readonly secret?: true;
  /** For a choice among few. */
  readonly choices?: readonly string[];
  /** Null where the answer may stand; else what is wrong with it. */
  readonly fault: (answer: string) => string | null;
}

/** Whoever asks a person. All reject with SetupCancelled where he leaves. */
export interface Asker {
  confirm(message: string, present: boolean): Promise<boolean>;
  ask(asked: Asked): Promise<string>;
  say(title: string, text: string): void;
}

export class SetupCancelled extends Error {
  override readonly name = 'SetupCancelled';
}
