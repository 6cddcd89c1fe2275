import { AppError } from '../../../shared/ipc/app-error.ts';
import type { Failure } from '../../../shared/ipc/failure.ts';
import type { RegistryAuth } from '../image-engine.ts';

/** A manifest is a few kilobytes and a configuration a few hundred; beyond this it is neither. */
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;
/** For all questions of one look. Who pulls from a slower registry need not wait for the plan. */
const TIMEOUT_MS = 20_000;

/** One registry, asked with what it hands out for one repository. */
export class RegistryHttp {
  readonly #registry: string;
  readonly #path: string;
  readonly #login: RegistryAuth | undefined;
  readonly #signal: AbortSignal;
  #authorization: string | undefined;
  #origin: string | undefined;

  constructor(
    registry: string,
    path: string,
    login: RegistryAuth | undefined,
    signal: AbortSignal,
  ) {
    this.#registry = registry;
    this.#path = path;
    this.#login = login;
    this.#signal = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
  }

  /** The body of `/v2/REPOSITORY/…`. Fails with `registry-unreachable`, `registry-denied`, `not-found`. */
  async read(
    what: string,
    accept: string,
  ): Promise<{ body: Buffer; type: string; digest: string }> {
    let response = await this.#get(what, accept);
    if (response.status === 401 && this.#authorization === undefined) {
      this.#authorization = await this.#authorize(response.headers.get('www-authenticate') ?? '');
      response = await this.#get(what, accept);
    }
    if (!response.ok) throw new AppError(refusal(response.status, this.#registry, this.#path));
    return {
      body: await readBody(response, this.#registry),
      type: response.headers.get('content-type') ?? '',
      digest: response.headers.get('docker-content-digest') ?? '',
    };
  }

  async #get(what: string, accept: string): Promise<Response> {
    const origins = this.#origin === undefined ? originsOf(this.#registry) : [this.#origin];
    let failure: unknown;
    for (const origin of origins) {
      try {
        const response = await fetch(`${origin}/v2/${this.#path}/${what}`, {
          headers: {
            accept,
            ...(this.#authorization !== undefined && { authorization: this.#authorization }),
          },
          signal: this.#signal,
        });
        this.#origin = origin;
        return response;
      } catch (error) {
        failure = error;
      }
    }
    throw this.#unreachable(failure);
  }

  /** Does what the registry says that it wants: a name and password, or a ticket from its ticket office. */
  async #authorize(challenge: string): Promise<string> {
    const basic = this.#login && basicOf(this.#login);
    if (/^basic/i.test(challenge)) {
      if (basic === undefined) throw new AppError(refusal(401, this.#registry, this.#path));
      return basic;
    }
    const realm = URL.parse(/realm="([^"]+)"/i.exec(challenge)?.[1] ?? '');
    if (realm === null || !this.#isTrustworthy(realm)) {
      throw new AppError(refusal(401, this.#registry, this.#path));
    }
    const service = /service="([^"]+)"/i.exec(challenge)?.[1];
    if (service !== undefined) realm.searchParams.set('service', service);
    realm.searchParams.set('scope', `repository:${this.#path}:pull`);
    const response = await fetch(realm, {
      headers: basic === undefined ? {} : { authorization: basic },
      signal: this.#signal,
    }).catch((error: unknown) => {
      throw this.#unreachable(error);
    });
    if (!response.ok) throw new AppError(refusal(response.status, this.#registry, this.#path));
    const answer: unknown = parse((await readBody(response, this.#registry)).toString('utf8'));
    const ticket = textField(answer, 'token') ?? textField(answer, 'access_token');
    if (ticket === undefined) throw new AppError(refusal(401, this.#registry, this.#path));
    return `Bearer ${ticket}`;
  }

  /** A password goes over a line that nobody reads, or to this machine. */
  #isTrustworthy({ protocol, hostname }: URL): boolean {
    return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  }

  #unreachable(error: unknown): AppError {
    const isSlow = error instanceof Error && error.name === 'TimeoutError';
    if (!isSlow && this.#signal.aborted) {
      return new AppError({ code: 'cancelled', message: 'It was cancelled.' });
    }
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return new AppError({
      code: 'registry-unreachable',
      message: isSlow
        ? `The registry ${this.#registry} did not answer in time.`
        : `The registry ${this.#registry} cannot be reached from this machine.`,
      hint: 'The engine may still reach it: pull without a plan.',
      subject: this.#registry,
      cause: String(cause),
    });
  }
}

/** Where Docker's own registry answers. */
const HUB_ORIGIN = 'https://registry-1.docker.io';

/** Like the engine: encrypted, and on this machine without where that fails. */
function originsOf(registry: string): readonly string[] {
  if (registry === 'docker.io') return [HUB_ORIGIN];
  const hostname = URL.parse(`http://${registry}`)?.hostname ?? '';
  return isLoopback(hostname)
    ? [`https://${registry}`, `http://${registry}`]
    : [`https://${registry}`];
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname);
}

function basicOf({ username, password }: RegistryAuth): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

function refusal(status: number, registry: string, path: string): Failure {
  const subject = `${registry}/${path}`;
  if (status === 401 || status === 403) {
    return {
      code: 'registry-denied',
      message: `The registry ${registry} does not hand out ${path}: it is not there, or needs a sign-in.`,
      hint: `Check the name, or sign in.`,
      command: `docker login ${registry === 'docker.io' ? '' : registry}`.trim(),
      subject,
    };
  }
  if (status === 404) {
    return {
      code: 'not-found',
      message: 'The registry has no such image.',
      hint: 'Check the name and the tag.',
      subject,
    };
  }
  if (status === 429) {
    return {
      code: 'registry-denied',
      message: `The registry ${registry} answers no more questions for now.`,
      hint: 'Sign in to it for a higher limit, or wait.',
      subject,
    };
  }
  return {
    code: 'registry-unreachable',
    message: `The registry ${registry} answered with the error ${status}.`,
    hint: 'Try again later.',
    subject,
  };
}

async function readBody(response: Response, registry: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of response.body ?? []) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > MAX_ANSWER_BYTES) throw new AppError(unreadable(registry, 'It is too large.'));
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** An answer that is none. */
export function unreadable(registry: string, cause: string): Failure {
  return {
    code: 'registry-unreachable',
    message: `The answer of the registry ${registry} could not be read.`,
    hint: 'The engine may still understand it: pull without a plan.',
    subject: registry,
    cause,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function textField(value: unknown, name: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const field: unknown = Reflect.get(value, name);
  return typeof field === 'string' ? field : undefined;
}
