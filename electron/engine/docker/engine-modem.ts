import type { Duplex } from 'node:stream';
import { AppError } from '../../../shared/ipc/app-error.ts';
import { callDeadline } from './call-deadline.ts';
import type { EngineHttp, EngineReply } from './engine-http.ts';
import type { ReplyStream } from './reply-stream.ts';
import { buildQuerystring, shapeRequest, type DialOptions } from './shape-request.ts';
import { answerToFailure, protocolBroken } from './to-failure.ts';

/** An answer of 10,000 containers is about 12 MB; beyond this it is no list of an engine. */
const MAX_JSON_BYTES = 64 * 1024 * 1024;
/** A refusal is a sentence. */
const MAX_REFUSAL_BYTES = 1024 * 1024;
/** As much of an unreadable answer as helps to recognise it. */
const MAX_EXCERPT_CHARS = 300;

/** The engine's "it is so already", for a start or stop that changes nothing. */
const ALREADY_SO = 304;

/** dockerode's way to learn of a call's end. */
export type DialCallback = (error: AppError | null, result?: unknown) => void;

/**
 * Carries dockerode's requests: its `modem`. Every call ends in one callback, with an `AppError` or
 * a result: a `ReplyStream` where dockerode asks for a stream, a socket after an upgrade, and
 * otherwise the parsed answer.
 */
export class EngineModem {
  readonly buildQuerystring = buildQuerystring;
  readonly #http: EngineHttp;
  readonly #api: string | undefined;

  /** `apiVersion`, for example `1.45`, is absent only for the negotiation itself. */
  constructor(http: EngineHttp, apiVersion: string | undefined) {
    this.#http = http;
    this.#api = apiVersion === undefined ? undefined : `v${apiVersion}`;
  }

  dial(options: DialOptions, callback: DialCallback): void {
    void this.#dial(options, callback);
  }

  async #dial(options: DialOptions, callback: DialCallback): Promise<void> {
    let result: unknown;
    try {
      result = await this.#call(options);
    } catch (error) {
      callback(error instanceof AppError ? error : ownDefect(error));
      return;
    }
    try {
      callback(null, result);
    } catch (error) {
      // dockerode reads a field of some answers unseen; left alone, its call would never end.
      const call = `${options.method} ${options.path}`;
      callback(new AppError(protocolBroken(`${call} ${String(error)}`)));
    }
  }

  async #call(dial: DialOptions): Promise<unknown> {
    const request = shapeRequest(dial, this.#api);
    const unversioned = request.path.slice(this.#api === undefined ? 0 : this.#api.length + 1);
    const isPing = unversioned === '/_ping';
    const reply = await this.#http.send(request, {
      deadline: callDeadline(request.method, unversioned),
      signal: dial.abortSignal,
      // A ping asks whether new connections are answered; a stream keeps its connection for good.
      isRepeatable: dial.method === 'GET' && !isPing && dial.isStream !== true,
    });
    if (reply.kind === 'upgraded') return upgradedSocket(reply, dial);
    if (dial.statusCodes[reply.status] !== true && reply.status !== ALREADY_SO) {
      throw new AppError(await readRefusal(reply.status, reply.stream, unversioned));
    }
    if (dial.isStream === true) return reply.stream;
    const body = await reply.stream.readAll(MAX_JSON_BYTES);
    if (body.byteLength === 0) return null;
    return isPing ? body.toString('utf8') : parseJson(body);
  }
}

function ownDefect(error: unknown): AppError {
  return new AppError({
    code: 'internal',
    message: 'Berth could not make this request.',
    cause: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
}

function upgradedSocket(
  reply: Extract<EngineReply, { kind: 'upgraded' }>,
  dial: DialOptions,
): Duplex {
  if (dial.hijack === true) return reply.socket;
  reply.socket.destroy();
  throw new AppError(protocolBroken('The engine changed the protocol without being asked.'));
}

async function readRefusal(status: number, stream: ReplyStream, path: string) {
  const body = await stream.readAll(MAX_REFUSAL_BYTES);
  const isRegistryCall = /^\/(?:images\/create|distribution\/|auth|images\/.*\/push)/.test(path);
  return answerToFailure(status, wordsOf(body), isRegistryCall ? 'registry' : 'engine');
}

function wordsOf(body: Buffer): string {
  const text = body.toString('utf8');
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && 'message' in parsed) {
      return String(parsed.message);
    }
  } catch {
    // Not JSON: whatever answered, its text is all there is.
  }
  return text.slice(0, MAX_EXCERPT_CHARS);
}

function parseJson(body: Buffer): unknown {
  const text = body.toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    const excerpt = text.slice(0, MAX_EXCERPT_CHARS);
    throw new AppError(protocolBroken(`Not JSON: ${excerpt}`));
  }
}
