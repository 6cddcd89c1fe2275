import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A container of which every byte of log that is asked for is delivered, without end. */
export const FLOODING_ID = 'f'.repeat(64);

const CHUNK = Buffer.alloc(64 * 1024, 'berth log line 0123456789\n');

/**
 * An engine that is nothing but its API's answers, on a unix socket that every user may open. It stands
 * where a test must see from the engine's side how many streams are open and how much was taken from them.
 */
export class FakeEngine implements AsyncDisposable {
  readonly dockerHost: string;
  /** Bytes of log that the operating system has accepted from us. */
  logBytes = 0;
  readonly #directory: string;
  readonly #server: Server;
  readonly #open = new Map<ServerResponse, string>();

  private constructor(directory: string, server: Server) {
    this.#directory = directory;
    this.#server = server;
    this.dockerHost = `unix://${join(directory, 'engine.sock')}`;
    server.on('request', (request: IncomingMessage, response: ServerResponse) =>
      this.#answer(request.url ?? '', response),
    );
  }

  static async start(): Promise<FakeEngine> {
    const directory = await mkdtemp(join(tmpdir(), 'berth-fake-'));
    await chmod(directory, 0o755);
    const server = createServer();
    const engine = new FakeEngine(directory, server);
    const socketPath = join(directory, 'engine.sock');
    await new Promise<void>((resolve) => server.listen(socketPath, resolve));
    await chmod(socketPath, 0o666);
    return engine;
  }

  /** How many streams of this kind the app holds open now. */
  openStreams(kind: 'events' | 'logs'): number {
    return [...this.#open.values()].filter((open) => open === kind).length;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    await rm(this.#directory, { recursive: true, force: true });
  }

  #answer(url: string, response: ServerResponse): void {
    const path = url.replace(/^\/v1\.\d+/, '').replace(/\?.*$/, '');
    if (path === '/_ping') response.end('OK');
    else if (path === '/events') this.#stream('events', response);
    else if (path.endsWith('/logs')) this.#flood(response);
    else json(response, ANSWERS[path] ?? (path.startsWith('/containers/') ? INSPECTED : undefined));
  }

  #stream(kind: 'events' | 'logs', response: ServerResponse): void {
    this.#open.set(response, kind);
    response.on('close', () => this.#open.delete(response));
    response.flushHeaders();
  }

  /** Writes as fast as the reader takes it, and stops when it stops. */
  #flood(response: ServerResponse): void {
    this.#stream('logs', response);
    const more = (): void => {
      let isTaken = true;
      while (isTaken && !response.destroyed) {
        isTaken = response.write(CHUNK);
        this.logBytes += CHUNK.length;
      }
    };
    response.on('drain', more);
    more();
  }
}

function json(response: ServerResponse, answer: unknown): void {
  response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(answer ?? { message: 'page not found' }));
}

const ROW = {
  Id: FLOODING_ID,
  Names: ['/flood'],
  Image: 'flood:latest',
  ImageID: `sha256:${FLOODING_ID}`,
  Command: 'yes',
  Created: 1_700_000_000,
  Ports: [],
  Labels: {},
  State: 'running',
  Status: 'Up 3 hours',
};

const INSPECTED = {
  Id: FLOODING_ID,
  Name: '/flood',
  State: { Running: true, ExitCode: 0, StartedAt: '2024-01-01T00:00:00Z' },
  Config: { Tty: true, Env: [] },
  HostConfig: {},
  Mounts: [],
  NetworkSettings: { Networks: {} },
};

const ANSWERS: Readonly<Record<string, unknown>> = {
  '/version': {
    Version: '28.5.2',
    ApiVersion: '1.51',
    MinAPIVersion: '1.24',
    Os: 'linux',
    Arch: 'amd64',
  },
  '/info': {
    Name: 'fake',
    SystemTime: '2024-01-01T00:00:00Z',
    OperatingSystem: 'Test engine',
    NCPU: 2,
    MemTotal: 8_000_000_000,
    DockerRootDir: '/var/lib/docker',
    Driver: 'overlay2',
    Runtimes: { runc: {} },
  },
  '/containers/json': [ROW],
};
