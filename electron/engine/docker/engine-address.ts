import { AppError } from '../../../shared/ipc/app-error.ts';
import type { EngineAddress } from '../../../shared/contract/engine.ts';

/** PEM texts for a connection over TLS. */
export interface TlsMaterial {
  /** Certificate authority of the engine; absent: the system's own authorities. */
  readonly ca?: string | undefined;
  /** Our certificate and its key, where the engine asks for one. */
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
  /** False only where the user's own Docker settings switch the check of the engine's name off. */
  readonly isVerified: boolean;
}

/** How to reach an engine. */
export type EngineEndpoint =
  | { readonly kind: 'unix'; readonly path: string }
  | { readonly kind: 'pipe'; readonly path: string }
  | {
      readonly kind: 'tls';
      readonly host: string;
      readonly port: number;
      readonly tls: TlsMaterial;
    };

/** An endpoint together with who named it, for the window. */
export interface ResolvedEngine {
  readonly endpoint: EngineEndpoint;
  readonly address: EngineAddress;
}

/** Port of an engine that speaks TLS, as registered and as the Docker CLI assumes. */
const ENGINE_TLS_PORT = 2376;

/** Where the Docker CLI looks when nothing names an engine. */
export function defaultEngineUrl(platform: NodeJS.Platform): string {
  return platform === 'win32' ? 'npipe:////./pipe/docker_engine' : 'unix:///var/run/docker.sock';
}

/** The refusal of an address that Berth cannot use. */
export function addressRefused(message: string, hint: string, cause?: string): AppError {
  return new AppError({
    code: 'engine-address-refused',
    message,
    hint,
    ...(cause === undefined ? {} : { cause }),
  });
}

/**
 * Reads an engine's address as the Docker CLI writes it. `tls` is absent where the settings ask
 * for none. Fails with `engine-address-refused`.
 */
export function parseEngineUrl(
  url: string,
  tls: TlsMaterial | undefined,
  platform: NodeJS.Platform,
): EngineEndpoint {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(url)?.[1]?.toLowerCase();
  const rest = scheme === undefined ? url : url.slice(scheme.length + '://'.length);
  switch (scheme) {
    case 'unix':
      return unixEndpoint(url, rest, platform);
    case 'npipe':
      return pipeEndpoint(url, rest, platform);
    case 'ssh':
      throw addressRefused(
        `Berth cannot use an engine over ssh yet (${withoutPassword(url)}).`,
        'Choose a context with a local socket or TLS, or forward the socket: ssh -L ./docker.sock:/var/run/docker.sock HOST, then DOCKER_HOST=unix://./docker.sock with its full path.',
      );
    case 'tcp':
    case 'https':
    case undefined:
      return tlsEndpoint(url, rest, scheme === 'https' ? (tls ?? { isVerified: true }) : tls);
    case 'http':
      throw plainTcpRefused(url);
    default:
      throw addressRefused(
        `Berth does not know addresses that begin with ${scheme}:// (${withoutPassword(url)}).`,
        'Use unix:///path/to/docker.sock, or tcp://HOST:2376 with TLS.',
      );
  }
}

function unixEndpoint(url: string, path: string, platform: NodeJS.Platform): EngineEndpoint {
  if (platform === 'win32') {
    throw addressRefused(
      `Windows has no engine sockets of this kind (${url}).`,
      'Use npipe:////./pipe/docker_engine, or a context that names a pipe.',
    );
  }
  // The CLI takes a bare `unix://` for the default socket.
  if (path === '') return { kind: 'unix', path: '/var/run/docker.sock' };
  if (!path.startsWith('/')) {
    throw addressRefused(
      `The engine's address ${url} is not a full path.`,
      `Write three slashes: unix:///${path}, with the whole path of the socket.`,
    );
  }
  return { kind: 'unix', path };
}

function pipeEndpoint(url: string, path: string, platform: NodeJS.Platform): EngineEndpoint {
  if (platform !== 'win32') {
    throw addressRefused(
      `Named pipes exist on Windows only (${url}).`,
      'Use unix:///path/to/docker.sock here.',
    );
  }
  return { kind: 'pipe', path: path === '' ? '//./pipe/docker_engine' : path };
}

function tlsEndpoint(url: string, rest: string, tls: TlsMaterial | undefined): EngineEndpoint {
  const parsed = URL.parse(`https://${rest}`);
  if (parsed === null || parsed.hostname === '') {
    throw addressRefused(
      `The engine's address ${withoutPassword(url)} cannot be read.`,
      'Use unix:///path/to/docker.sock, or tcp://HOST:2376 with TLS.',
    );
  }
  if (parsed.pathname !== '/' && parsed.pathname !== '') {
    throw addressRefused(
      `Berth cannot use an engine's address with a path (${withoutPassword(url)}).`,
      'Leave out what follows the port.',
    );
  }
  if (tls === undefined) throw plainTcpRefused(url);
  // URL drops a scheme's own port, here https's 443, and that one must be given anyway.
  const isDefaultHttps = rest.replace(/\/$/, '').endsWith(':443');
  const fallbackPort = isDefaultHttps ? 443 : ENGINE_TLS_PORT;
  return {
    kind: 'tls',
    // Brackets belong to the address, not to the name that is looked up.
    host: parsed.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: parsed.port === '' ? fallbackPort : Number(parsed.port),
    tls,
  };
}

function plainTcpRefused(url: string): AppError {
  return addressRefused(
    `Berth does not use an engine over plain tcp (${withoutPassword(url)}).`,
    'Whoever reaches such a port is root on that machine. Set the engine up with TLS (DOCKER_TLS_VERIFY=1 and DOCKER_CERT_PATH, or a context with certificates), or use its local socket.',
  );
}

/** An address may carry a password; it must not reach the window. */
export function withoutPassword(url: string): string {
  return url.replace(/\/\/([^/@:]*):[^/@]*@/, '//$1@');
}
