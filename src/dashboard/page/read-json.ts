/** Marks that turn the direction of all that follows: a name with one would turn our own figures round. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;

/** What a JSON text of the server says, to be shown. Throws a SyntaxError where it is none. */
export const readJson = (text: string): unknown => JSON.parse(text.replace(TURNING, ''));
