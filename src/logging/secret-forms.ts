/** A part of a Base64 text is only looked for where it is too long to be there by chance. */
const LEAST_CORE = 6;

/** The ways in which a secret may stand in a text: as it is, escaped for JSON or a URL, in Base64 or hex. */
export function formsOf(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const percent = encodeURIComponent(secret);
  const hex = Buffer.from(secret).toString('hex');
  return [
    secret,
    json,
    JSON.stringify(json).slice(1, -1),
    json.replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`),
    percent,
    percent.replace(/%[0-9A-F]{2}/g, (octet) => octet.toLowerCase()),
    new URLSearchParams({ '': secret }).toString().slice(1),
    hex,
    hex.toUpperCase(),
    ...base64Cores(secret),
  ];
}

/**
 * What every Base64 text that has the secret's bytes somewhere in it contains: three of them, by the
 * number of bytes (modulo 3) that come before, each with both alphabets.
 */
function base64Cores(secret: string): readonly string[] {
  return [0, 1, 2]
    .map((before) => {
      const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
      const from = Math.ceil((before * 8) / 6);
      const to = Math.floor((bytes.length * 8) / 6);
      return bytes.toString('base64').slice(from, to);
    })
    .filter((core) => core.length >= LEAST_CORE)
    .flatMap((core) => [core, core.replaceAll('+', '-').replaceAll('/', '_')]);
}
