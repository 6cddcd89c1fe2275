import { createServer, type Server as HttpServer } from 'node:http';
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import type { AddressInfo } from 'node:net';

/** What a page is served that has nothing to lose. */
const BLANK = '<!doctype html><html lang="en"><title>sink</title><body>sink</body></html>';

const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
  png: 'image/png',
  json: 'application/json',
};

const BODIES: Readonly<Record<string, string>> = {
  js: "globalThis.wasHit = 'script'; try { document.documentElement.dataset.hit = 'yes' } catch {}",
  css: ':root { --hit: 1 }',
  svg: '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>',
};

/** A script that asks for an address, whatever it runs in. */
const fetching = (url: string): string => `fetch('${url}', { mode: 'no-cors' }).catch(() => {})`;

/**
 * A server on a port of its own that welcomes everything and writes down what reached it: the proof that
 * a page got out. Connections and datagrams count too, because a handshake alone tells that a port is open.
 * `/redirect?URL` sends elsewhere, `/fetching.js?URL` is a script that asks for it, `/reporting?URL` a page
 * that has its violations reported there, and `/file` is a download.
 */
export class HttpSink implements AsyncDisposable {
  /** Method and path of each request, `UPGRADE` for a web socket. */
  readonly hits: string[] = [];
  /** The `Authorization` header of each request. */
  readonly authorizations: (string | undefined)[] = [];
  connectionCount = 0;
  datagramCount = 0;
  readonly origin: string;
  readonly port: number;
  readonly #http: HttpServer;
  readonly #udp: UdpSocket;

  private constructor(http: HttpServer, udp: UdpSocket, port: number) {
    this.#http = http;
    this.#udp = udp;
    this.port = port;
    this.origin = `http://127.0.0.1:${port}`;
    http.on('connection', () => (this.connectionCount += 1));
    http.on('upgrade', (request, socket) => {
      this.hits.push(`UPGRADE ${request.url}`);
      this.authorizations.push(request.headers.authorization);
      socket.destroy();
    });
    http.on('request', (request, response) => {
      const [path = '/', query = ''] = (request.url ?? '/').split('?');
      const target = decodeURIComponent(query);
      this.hits.push(`${request.method} ${request.url}`);
      this.authorizations.push(request.headers.authorization);
      const extension = path.slice(path.lastIndexOf('.') + 1);
      response.writeHead(path === '/redirect' ? 302 : 200, {
        'content-type': TYPES[extension] ?? 'text/html',
        'access-control-allow-origin': '*',
        'access-control-allow-headers': '*',
        ...(path === '/redirect' && { location: target }),
        ...(path === '/reporting' && {
          'content-security-policy-report-only': `img-src 'none'; report-uri ${target}`,
        }),
        ...(path === '/file' && { 'content-disposition': 'attachment; filename=file.html' }),
      });
      response.end(path === '/fetching.js' ? fetching(target) : (BODIES[extension] ?? BLANK));
    });
    udp.on('message', () => (this.datagramCount += 1));
  }

  static async start(): Promise<HttpSink> {
    const http = createServer();
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    const { port } = http.address() as AddressInfo;
    const udp = createSocket('udp4');
    await new Promise<void>((resolve) => udp.bind(port, '127.0.0.1', resolve));
    return new HttpSink(http, udp, port);
  }

  /** Whether anything came at all, were it only a connection. */
  get wasReached(): boolean {
    return this.hits.length + this.connectionCount + this.datagramCount > 0;
  }

  /** Forgets what came so far. */
  forget(): void {
    this.hits.length = 0;
    this.authorizations.length = 0;
    this.connectionCount = 0;
    this.datagramCount = 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#udp.close();
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }
}
