/** What one look found, as one line of the doctor's report. */
export interface Finding {
  /** `skip`: not asked for, or not to be told until something else is right. */
  readonly verdict: 'pass' | 'warning' | 'fail' | 'skip';
  /** What was looked at: `Certificate`. */
  readonly subject: string;
  /** What was found, in sentences; for a warning or a failure also what to do. */
  readonly text: string;
}

type Find = (subject: string, text: string) => Finding;

export const pass: Find = (subject, text) => ({ verdict: 'pass', subject, text });
export const warning: Find = (subject, text) => ({ verdict: 'warning', subject, text });
export const fail: Find = (subject, text) => ({ verdict: 'fail', subject, text });
export const skip: Find = (subject, text) => ({ verdict: 'skip', subject, text });
