import type { OutgoingHttpHeaders } from 'node:http';
import { stringify } from 'node:querystring';

/** A body to send: all of it, or pieces as they come. */
export type RequestBody = Uint8Array | AsyncIterable<Uint8Array>;

/** What dockerode hands to its modem. Only the keys that it sets are named. */
export interface DialOptions {
  /** Without the version; ends in `?` where a query follows. */
  readonly path: string;
  readonly method: string;
  readonly headers?: OutgoingHttpHeaders | undefined;
  /** Query and body at once, unless `_query` and `_body` tell them apart. */
  readonly options?: Readonly<Record<string, unknown>> | undefined;
  readonly file?: RequestBody | undefined;
  readonly hijack?: boolean | undefined;
  readonly openStdin?: boolean | undefined;
  readonly isStream?: boolean | undefined;
  readonly allowEmpty?: boolean | undefined;
  readonly statusCodes: Readonly<Record<number, unknown>>;
  readonly authconfig?: Readonly<Record<string, unknown>> | undefined;
  readonly registryconfig?: Readonly<Record<string, unknown>> | undefined;
  readonly abortSignal?: AbortSignal | undefined;
}

/** A request as it goes over the wire. */
export interface EngineRequest {
  readonly method: string;
  /** With version and query. */
  readonly path: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body?: RequestBody | undefined;
}

/**
 * Makes of dockerode's options the same request as docker-modem would; `api` is `v1.45` or absent.
 * Two differences: nothing that is given is changed, and credentials are base64url as the engine
 * documents it.
 */
export function shapeRequest(dial: DialOptions, api: string | undefined): EngineRequest {
  const options = withoutSecrets(dial.options);
  const headers: OutgoingHttpHeaders = { ...dial.headers };
  if (dial.authconfig !== undefined) headers['X-Registry-Auth'] = registryAuth(dial.authconfig);
  if (dial.registryconfig !== undefined) {
    headers['X-Registry-Config'] =
      textOf(dial.registryconfig['base64']) ?? base64url(dial.registryconfig);
  }
  const body = bodyOf(dial, options, headers);
  if (body instanceof Uint8Array) headers['Content-Length'] = body.byteLength;
  else if (body !== undefined || dial.method === 'PUT' || dial.hijack || dial.openStdin) {
    headers['Transfer-Encoding'] = 'chunked';
  }
  if (dial.hijack) {
    headers['Connection'] = 'Upgrade';
    headers['Upgrade'] ??= 'tcp';
  }
  const prefix = api === undefined ? '' : `/${api}`;
  return { method: dial.method, path: prefix + pathOf(dial.path, options), headers, body };
}

/** Objects become JSON, lists repeat their key. */
export function buildQuerystring(options: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(options).map(([key, value]) => [
    key,
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? JSON.stringify(value)
      : value,
  ]);
  return stringify(Object.fromEntries(entries));
}

function withoutSecrets(
  options: DialOptions['options'],
): Readonly<Record<string, unknown>> | undefined {
  if (options === undefined || options === null) return undefined;
  const { authconfig: _auth, abortSignal: _signal, ...rest } = options;
  return rest;
}

function pathOf(path: string, options: Readonly<Record<string, unknown>> | undefined): string {
  if (!path.includes('?')) return path;
  if (options === undefined || Object.keys(options).length === 0) return path.slice(0, -1);
  return path + buildQuerystring(recordOf(options['_query']) ?? options);
}

function bodyOf(
  dial: DialOptions,
  options: Readonly<Record<string, unknown>> | undefined,
  headers: OutgoingHttpHeaders,
): RequestBody | undefined {
  if (dial.file !== undefined) {
    headers['Content-Type'] ??= 'application/tar';
    return dial.file;
  }
  if (options === undefined || dial.method !== 'POST') return undefined;
  const text = JSON.stringify(options['_body'] ?? options);
  // The engine refuses a start with a body, and `{}` is one.
  if (!dial.allowEmpty && (text === '{}' || text === '""')) return undefined;
  headers['Content-Type'] ??= 'application/json';
  return Buffer.from(text);
}

function registryAuth(auth: Readonly<Record<string, unknown>>): string {
  return textOf(auth['key']) ?? textOf(auth['base64']) ?? base64url(auth);
}

function base64url(value: unknown): string {
  // With its padding: without it an engine drops the credentials and says nothing.
  return Buffer.from(JSON.stringify(value))
    .toString('base64')
    .replaceAll('+', '-')
    .replaceAll('/', '_');
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null ? { ...value } : undefined;
}
