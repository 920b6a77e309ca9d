import { createServer, type RequestListener } from 'node:http';
import type { Gateway } from './gateway.ts';

export interface FrontDoor {
  /** The port on 127.0.0.1; known once opened, and kept from then on. */
  port(): number;
  /** Listens, if it does not yet. */
  open(): Promise<void>;
  /** Closes the port and breaks every connection. */
  shut(): Promise<void>;
  /** Answers everything with 503, as Discord does when it is down behind its proxy. */
  turnAway(on: boolean): void;
}

/** The server that takes requests and sockets in. */
export function createFrontDoor(wantedPort: number, rest: RequestListener, gateway: Gateway): FrontDoor {
  let port = wantedPort;
  let unavailable = false;
  const server = createServer((request, response) => {
    if (unavailable) response.writeHead(503, { 'content-type': 'text/html' }).end('<html>503</html>');
    else rest(request, response);
  });
  server.on('upgrade', (request, socket, head) => {
    if (unavailable) socket.end('HTTP/1.1 503 Service Unavailable\r\n\r\n');
    else gateway.accept(request, socket, head);
  });

  const open = () =>
    new Promise<void>((done, fail) => {
      if (server.listening) return done();
      server.once('error', fail);
      server.listen(port, '127.0.0.1', () => {
        server.off('error', fail);
        const address = server.address();
        if (typeof address === 'object' && address) port = address.port;
        done();
      });
    });

  const shut = () =>
    new Promise<void>((done) => {
      if (!server.listening) return done();
      server.close(() => done());
      server.closeAllConnections();
      gateway.cut();
    });

  return {
    port: () => port,
    open,
    shut,
    turnAway: (on) => {
      unavailable = on;
    },
  };
}
