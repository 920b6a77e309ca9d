import type { RequestListener } from 'node:http';
import { type ControlParts, control } from './control.ts';
import type { ControlReply } from './control-reply.ts';
import { readBody } from './read-body.ts';

/** Serves the control requests as JSON; what goes wrong in the exchange itself is a 500 and told to `onError`. */
export function controlListener(
  parts: ControlParts & { readonly onError: (error: unknown) => void },
): RequestListener {
  return (request, response) => {
    const send = ({ status, body }: Omit<ControlReply, 'status'> & { readonly status: number }): void => {
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(`${JSON.stringify(body)}\n`);
    };
    readBody(request)
      .then(async (text) => {
        if (text === null) return send({ status: 413, body: { error: 'The body is too long.' } });
        const [path = ''] = (request.url ?? '').split('?');
        send(await control(request.method ?? '', path, text, parts));
      })
      .catch((error: unknown) => {
        if (response.destroyed) return;
        parts.onError(error);
        send({ status: 500, body: { error: 'The exchange has failed; its standard error says how.' } });
      });
  };
}
