import { createServer, request } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FaultControl } from './fault-control.ts';
import type { FaultMode, HttpMode } from './fault-mode.ts';
import { layerOf } from './fault-mode.ts';
import type { ProxyAddress } from './proxy-address.ts';
import { connectTo } from './proxy-address.ts';

/** Makes the HTTP server that plays the faults of the HTTP layer; it is given sockets and never listens itself. */
export function createFaultServer(target: ProxyAddress, control: FaultControl): Server {
  const serve: RequestListener = (incoming, outgoing) => {
    handle(incoming, outgoing, target, control).catch(() => outgoing.destroy());
  };
  const server = createServer({ keepAliveTimeout: 0, requestTimeout: 0 }, serve);
  server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    tunnel(incoming, socket, head, target);
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  return server;
}

function matches(mode: FaultMode, incoming: IncomingMessage): mode is HttpMode {
  if (layerOf(mode) !== 'http' || !('path' in mode)) return false;
  if (mode.method !== undefined && mode.method !== incoming.method) return false;
  return mode.path.test(incoming.url ?? '');
}

async function handle(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  target: ProxyAddress,
  control: FaultControl,
): Promise<void> {
  const { mode } = control;
  if (!matches(mode, incoming)) return forward(incoming, outgoing, target);
  switch (mode.kind) {
    case 'reply':
      control.inject();
      incoming.resume();
      outgoing.writeHead(mode.status, mode.headers);
      outgoing.end(mode.body);
      return;
    case 'endless':
      control.inject();
      incoming.resume();
      return sendForever(outgoing, mode.text);
    case 'rewrite-json':
      return forward(incoming, outgoing, target, (answer) =>
        rewrite(answer, outgoing, mode, control),
      );
    case 'lines':
      return forward(incoming, outgoing, target, (answer) => relayLines(answer, outgoing, control));
  }
}

async function forward(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  target: ProxyAddress,
  relay: (answer: IncomingMessage) => Promise<void> = (answer) => relayUnchanged(answer, outgoing),
): Promise<void> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const onward = request({
      ...target,
      method: incoming.method,
      path: incoming.url,
      headers: incoming.headers,
      agent: false,
    });
    onward.once('response', resolve);
    onward.on('error', reject);
    outgoing.once('close', () => onward.destroy());
    incoming.pipe(onward);
  });
  await relay(answer);
}

async function relayUnchanged(answer: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(answer.statusCode ?? 502, answer.statusMessage, answer.headers);
  outgoing.flushHeaders();
  await pipeline(answer, outgoing);
}

async function rewrite(
  answer: IncomingMessage,
  outgoing: ServerResponse,
  mode: HttpMode & { readonly kind: 'rewrite-json' },
  control: FaultControl,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(Buffer.from(chunk));
  const body = JSON.stringify(mode.rewrite(JSON.parse(Buffer.concat(chunks).toString('utf8'))));
  control.inject();
  const headers = { ...answer.headers, ...mode.headers, 'content-length': Buffer.byteLength(body) };
  delete headers['transfer-encoding'];
  outgoing.writeHead(answer.statusCode ?? 502, headers);
  outgoing.end(body);
}

/** Relays line by line, and asks for the mode at every line: a stream lives longer than a fault. */
async function relayLines(
  answer: IncomingMessage,
  outgoing: ServerResponse,
  control: FaultControl,
): Promise<void> {
  outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
  outgoing.flushHeaders();
  const leaving = new AbortController();
  outgoing.once('close', () => leaving.abort());
  let held: string | undefined;
  for await (const line of linesOf(answer)) {
    const mode = control.mode.kind === 'lines' ? control.mode : undefined;
    const isHit = (probability: number | undefined): boolean =>
      probability !== undefined && control.random() < probability;
    if (isHit(mode?.drop)) {
      control.inject();
      continue;
    }
    if (held === undefined && isHit(mode?.reorder)) {
      control.inject();
      held = line;
      continue;
    }
    if (mode?.delayMs !== undefined) {
      control.inject();
      await control.pause(mode.delayMs, leaving.signal);
    }
    outgoing.write(line, 'latin1');
    if (isHit(mode?.duplicate)) {
      control.inject();
      outgoing.write(line, 'latin1');
    }
    if (held !== undefined) outgoing.write(held, 'latin1');
    held = undefined;
  }
  if (held !== undefined) outgoing.write(held, 'latin1');
  outgoing.end();
}

/** Lines with their ending; bytes that are not UTF-8 survive, as every byte is one character here. */
async function* linesOf(answer: IncomingMessage): AsyncGenerator<string> {
  let rest = '';
  answer.setEncoding('latin1');
  for await (const chunk of answer) {
    const parts = `${rest}${String(chunk)}`.split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) yield `${part}\n`;
  }
  if (rest !== '') yield rest;
}

async function sendForever(outgoing: ServerResponse, text: string): Promise<void> {
  outgoing.writeHead(200, { 'content-type': 'application/json' });
  const endless = function* (): Generator<string> {
    for (;;) yield text;
  };
  await pipeline(Readable.from(endless()), outgoing);
}

/** A hijacked connection (attach, exec) is no longer HTTP: the head is passed on and the rest is bytes. */
function tunnel(
  incoming: IncomingMessage,
  client: Duplex,
  head: Buffer,
  target: ProxyAddress,
): void {
  const engine = connectTo(target);
  const lines = [`${incoming.method} ${incoming.url} HTTP/1.1`];
  for (let index = 0; index + 1 < incoming.rawHeaders.length; index += 2) {
    lines.push(`${incoming.rawHeaders[index]}: ${incoming.rawHeaders[index + 1]}`);
  }
  engine.write(`${lines.join('\r\n')}\r\n\r\n`);
  engine.write(head);
  for (const side of [engine, client]) {
    side.on('error', () => undefined);
    side.on('close', () => {
      engine.destroy();
      client.destroy();
    });
  }
  client.pipe(engine);
  engine.pipe(client);
}
