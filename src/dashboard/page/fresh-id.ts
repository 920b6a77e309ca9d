/** 128 random bits as hexadecimal digits; unlike `crypto.randomUUID` also where the page came over plain HTTP. */
export const freshId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
