import type { z } from 'zod';
import type { Reply, ReplyFile } from '../reply.ts';
import type { Plain } from './plain.ts';
import type { reply as replySchema } from './wire/reply.ts';

/** A reply as the API tells it, its files in base64. */
export function replyJson({
  discreet: _,
  picture,
  file,
  ...reply
}: Reply): Plain<z.input<typeof replySchema>> {
  return {
    ...reply,
    ...(picture && { picture: fileJson(picture) }),
    ...(file && { file: fileJson(file) }),
  };
}

const fileJson = ({ name, description, bytes }: ReplyFile) => ({
  ...{ name, description },
  type: TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
  base64: Buffer.from(bytes).toString('base64'),
});

const TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  csv: 'text/csv',
  json: 'application/json',
};
