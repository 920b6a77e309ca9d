/** Something of the process or its machine that needs a person. */
export interface Trouble {
  /** Of its alert. */
  readonly key: 'loop' | 'disk' | 'clock' | 'certificate';
  readonly title: string;
  /** What to do. */
  readonly text: string;
}
