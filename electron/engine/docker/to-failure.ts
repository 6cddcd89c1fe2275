import { AppError } from '../../../shared/ipc/app-error.ts';
import type { Failure, FailureCode } from '../../../shared/ipc/failure.ts';
import { ENGINE_RULES, REGISTRY_RULES } from './failure-rules.ts';

/** Whose words a refusal may carry: some calls make the engine ask a registry. */
export type Speaker = 'engine' | 'registry';

/** A refusal by the engine, from its HTTP status and its words. */
export function answerToFailure(status: number, words: string, speaker: Speaker): Failure {
  const known = wordsToFailure(words, speaker);
  if (known !== undefined) return known;
  const cause = words.trim() === '' ? `HTTP status ${status}` : `${words.trim()} (HTTP ${status})`;
  return { ...statusToFailure(status, speaker), cause };
}

/** A failure that the engine reports inside a stream, after it answered 200. */
export function streamErrorToFailure(words: string, speaker: Speaker): Failure {
  return (
    wordsToFailure(words, speaker) ?? {
      code: 'engine-failed',
      message: 'The engine could not finish this.',
      hint: 'Its own words are under Details.',
      cause: words,
    }
  );
}

function wordsToFailure(words: string, speaker: Speaker): Failure | undefined {
  const rules = speaker === 'registry' ? [...ENGINE_RULES, ...REGISTRY_RULES] : ENGINE_RULES;
  for (const { words: pattern, code, message, hint } of rules) {
    const match = pattern.exec(words);
    if (match === null) continue;
    const text = message.replace(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? '');
    return { code, message: text, hint, cause: words.trim() };
  }
  return undefined;
}

function statusToFailure(status: number, speaker: Speaker): Failure {
  switch (status) {
    case 400:
    case 422:
      return failure(
        'invalid-input',
        'The engine does not accept this.',
        'Its own words are under Details.',
      );
    case 401:
    case 403:
    case 407:
      if (speaker === 'registry') {
        return failure(
          'registry-denied',
          'The registry does not allow this.',
          'Check the name, or sign in to that registry.',
        );
      }
      return failure(
        'engine-permission-denied',
        'The engine does not allow this.',
        'Ask whoever runs the engine.',
      );
    case 404:
      return failure('not-found', 'The engine does not have it.', 'Look at the list again.');
    case 409:
      return failure(
        'conflict',
        'Its state does not allow this now.',
        'Its own words are under Details.',
      );
    case 429:
      return failure(
        'engine-not-responding',
        'The engine gets too many requests and refuses more.',
        'Try again in a moment.',
      );
    case 502:
    case 503:
    case 504:
      return failure(
        'engine-unreachable',
        'Something in front of the engine answers that the engine does not.',
        'Check that the engine runs.',
      );
    default:
      return failure(
        'engine-failed',
        'The engine tried this and failed.',
        'Its own words are under Details.',
      );
  }
}

/** What the system's codes for a failed connection mean; all others leave the outcome open. */
const TRANSPORT_CODES: ReadonlyMap<string, (url: string) => Failure> = new Map([
  ['ENOENT', unreachable],
  ['ECONNREFUSED', unreachable],
  ['ENOTSOCK', unreachable],
  ['ENOTDIR', unreachable],
  ['EHOSTUNREACH', unreachable],
  ['EHOSTDOWN', unreachable],
  ['ENETUNREACH', unreachable],
  ['ENOTFOUND', unreachable],
  ['EAI_AGAIN', unreachable],
  ['ETIMEDOUT', unreachable],
  ['EACCES', permissionDenied],
  ['EPERM', permissionDenied],
  ['EAGAIN', takesNoMore],
  ['EMFILE', tooManyFiles],
  ['ENFILE', tooManyFiles],
]);

/** Node's and OpenSSL's codes for a peer that is not trusted or does not trust us. */
const TLS_CODE = /^(CERT_|DEPTH_|UNABLE_|SELF_SIGNED|ERR_TLS|ERR_SSL|EPROTO)/;

/** A connection that could not be made or was lost. `url` is the engine's address. */
export function transportToFailure(error: unknown, url: string): Failure {
  if (error instanceof AppError) return error.failure;
  const cause = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = TRANSPORT_CODES.get(code);
  if (known !== undefined) return { ...known(url), cause };
  if (TLS_CODE.test(code)) return { ...untrusted(url), cause };
  if (code.startsWith('HPE_') || code.startsWith('ERR_HTTP')) return protocolBroken(cause);
  return interrupted(cause);
}

function unreachable(url: string): Failure {
  return failure(
    'engine-unreachable',
    `No engine answers at ${url}.`,
    'Start the engine; Berth goes on by itself.',
  );
}

function untrusted(url: string): Failure {
  return failure(
    'engine-unreachable',
    `No trusted connection to ${url} could be made.`,
    'Check the certificates of this context.',
  );
}

function takesNoMore(): Failure {
  return failure(
    'engine-not-responding',
    'The engine takes no more connections.',
    'Wait, or look at what keeps it busy.',
  );
}

function tooManyFiles(): Failure {
  return failure(
    'engine-unreachable',
    'Too many files are open, so the engine cannot be reached.',
    'Close some logs or terminals.',
  );
}

function permissionDenied(url: string): Failure {
  return {
    ...failure(
      'engine-permission-denied',
      `You do not have access to the engine at ${url}.`,
      'Add your user to the group that owns the socket, usually docker, and log in again.',
    ),
    command: 'sudo usermod -aG docker "$USER"',
  };
}

/** The engine took the connection and stayed silent. */
export function notResponding(what: string, timeoutMs: number): Failure {
  return {
    ...failure(
      'engine-not-responding',
      `The engine has not answered for ${Math.round(timeoutMs / 1000)} seconds.`,
      'Wait, or look at what keeps it busy.',
    ),
    cause: what,
  };
}

/** The connection ended before the engine had finished: nobody knows the outcome. */
export function interrupted(cause: string): Failure {
  return {
    ...failure(
      'interrupted',
      'The connection to the engine ended before its answer did, so the result is unknown.',
      'Look at the current state before trying again.',
    ),
    cause,
  };
}

/** A reply that is not what an engine sends. */
export function protocolBroken(cause: string): Failure {
  return {
    ...failure(
      'engine-protocol',
      'The engine sent an answer that Berth cannot read.',
      'Check that the address is a Docker engine’s and not another server’s.',
    ),
    cause,
  };
}

/** The caller gave up. */
export function cancelled(): Failure {
  return { code: 'cancelled', message: 'Cancelled.' };
}

function failure(code: FailureCode, message: string, hint: string): Failure {
  return { code, message, hint };
}
