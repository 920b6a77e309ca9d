/** A bot appends to a stream, or has taken it over. */
export class StreamHeld extends Error {
  readonly code = 'STREAM_HELD';

  constructor(name: string, holder: string | null) {
    super(
      `${name} is held by ${holder ?? 'another process'}, which may append to it. ` +
        'Stop that bot first, and its standbys, so that both logs can end with the same event.',
    );
    this.name = 'StreamHeld';
  }
}
