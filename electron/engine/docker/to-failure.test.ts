import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/ipc/app-error.ts';
import { FailureSchema, type FailureCode } from '../../../shared/ipc/failure.ts';
import {
  answerToFailure,
  cancelled,
  interrupted,
  notResponding,
  protocolBroken,
  streamErrorToFailure,
  transportToFailure,
  type Speaker,
} from './to-failure.ts';

const REGISTRY_ANSWERS: readonly (readonly [number, string, FailureCode, string])[] = [
  [
    404,
    "pull access denied for lab/x, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
    'registry-denied',
    'The registry does not hand out lab/x: it is not there, or needs a sign-in.',
  ],
  [
    404,
    'manifest for 127.0.0.1:5000/lab/x:1 not found: manifest unknown: manifest unknown',
    'not-found',
    'The registry has no such image.',
  ],
  [
    404,
    'no matching manifest for linux/arm64/v8 in the manifest list entries',
    'not-found',
    'The image has no variant for this engine’s processor.',
  ],
  [
    500,
    'Head "http://127.0.0.1:5000/v2/lab/x/manifests/1": no basic auth credentials',
    'registry-denied',
    'The registry asks for a sign-in.',
  ],
  [
    401,
    'unauthorized: authentication required',
    'registry-denied',
    'The registry asks for a sign-in.',
  ],
  [
    500,
    'Get "https://r.example/v2/": unauthorized: incorrect username or password',
    'registry-denied',
    'The registry refused the user name or password.',
  ],
  [
    500,
    'toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading',
    'registry-denied',
    'The registry allows no more pulls for now.',
  ],
  [
    500,
    'Get "https://registry.invalid/v2/": dial tcp: lookup registry.invalid on 192.0.2.53:53: no such host',
    'registry-unreachable',
    'The engine cannot find the registry registry.invalid: its name does not resolve.',
  ],
  [
    500,
    'Get "http://127.0.0.1:1/v2/": dial tcp 127.0.0.1:1: connect: connection refused',
    'registry-unreachable',
    'The engine cannot reach the registry.',
  ],
  [
    500,
    'Get "https://r.example/v2/": dial tcp 192.0.2.1:443: i/o timeout',
    'registry-unreachable',
    'The registry did not answer the engine in time.',
  ],
  [
    500,
    'Get "https://r.example/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)',
    'registry-unreachable',
    'The registry did not answer the engine in time.',
  ],
  [
    500,
    'Get "https://r.example/v2/": x509: certificate signed by unknown authority',
    'registry-unreachable',
    'The registry uses a certificate that this engine does not trust.',
  ],
  [
    500,
    'Get "https://r.example/v2/": tls: failed to verify certificate: x509: certificate has expired or is not yet valid',
    'registry-unreachable',
    'The registry uses a certificate that this engine does not trust.',
  ],
  [
    500,
    'Get "https://r.example:5000/v2/": http: server gave HTTP response to HTTPS client',
    'registry-unreachable',
    'The registry does not use encryption, and the engine refuses that.',
  ],
  [
    500,
    'Get "https://r.example/v2/": EOF',
    'registry-unreachable',
    'The registry gave the engine no usable answer.',
  ],
  [
    500,
    'received unexpected HTTP status: 503 Service Unavailable',
    'registry-unreachable',
    'The registry gave the engine no usable answer.',
  ],
];

describe('answers of the engine', () => {
  it.each(REGISTRY_ANSWERS)('%i %s', (status, words, code, message) => {
    expect(answerToFailure(status, words, 'registry')).toMatchObject({ code, message });
    expect(streamErrorToFailure(words, 'registry')).toMatchObject({ code, message });
  });

  it('takes a registry’s words for such only where a registry was asked', () => {
    const words = 'context deadline exceeded';
    expect(answerToFailure(500, words, 'registry').code).toBe('registry-unreachable');
    expect(answerToFailure(500, words, 'engine').code).not.toBe('registry-unreachable');
  });

  const statuses: readonly (readonly [number, Speaker, FailureCode])[] = [
    [400, 'engine', 'invalid-input'],
    [401, 'engine', 'engine-permission-denied'],
    [401, 'registry', 'registry-denied'],
    [403, 'engine', 'engine-permission-denied'],
    [403, 'registry', 'registry-denied'],
    [404, 'engine', 'not-found'],
    [409, 'engine', 'conflict'],
    [429, 'engine', 'engine-not-responding'],
    [502, 'engine', 'engine-unreachable'],
    [503, 'engine', 'engine-unreachable'],
    [504, 'engine', 'engine-unreachable'],
  ];
  it.each(statuses)('%i of the %s with unknown words', (status, speaker, code) => {
    const failure = answerToFailure(status, 'something else', speaker);
    expect(failure.code).toBe(code);
    expect(failure.cause).toBe(`something else (HTTP ${status})`);
    expect(answerToFailure(status, ' ', speaker).cause).toBe(`HTTP status ${status}`);
  });

  it('keeps unknown words of a stream', () => {
    expect(streamErrorToFailure('it burns', 'engine').cause).toBe('it burns');
  });
});

describe('connections', () => {
  const codes: readonly (readonly [string, FailureCode])[] = [
    ['ENOENT', 'engine-unreachable'],
    ['ECONNREFUSED', 'engine-unreachable'],
    ['ENOTFOUND', 'engine-unreachable'],
    ['EHOSTUNREACH', 'engine-unreachable'],
    ['EMFILE', 'engine-unreachable'],
    ['EAGAIN', 'engine-not-responding'],
    ['EACCES', 'engine-permission-denied'],
    ['EPERM', 'engine-permission-denied'],
    ['ECONNRESET', 'interrupted'],
    ['EPIPE', 'interrupted'],
    ['ERR_STREAM_PREMATURE_CLOSE', 'interrupted'],
    ['HPE_INVALID_CONSTANT', 'engine-protocol'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'engine-unreachable'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'engine-unreachable'],
    ['EWHATEVER', 'interrupted'],
  ];
  it.each(codes)('%s', (code, expected) => {
    const error = Object.assign(new Error(`connect ${code}`), { code });
    const failure = transportToFailure(error, 'unix:///x.sock');
    expect(failure).toMatchObject({ code: expected, cause: `connect ${code}` });
    expect(FailureSchema.parse(failure).hint).toBeTruthy();
  });

  it('names the cure for missing rights', () => {
    const error = Object.assign(new Error('connect EACCES'), { code: 'EACCES' });
    expect(transportToFailure(error, 'unix:///x.sock')).toMatchObject({
      message: 'You do not have access to the engine at unix:///x.sock.',
      command: 'sudo usermod -aG docker "$USER"',
    });
  });

  it('passes on what is a failure already', () => {
    const failure = cancelled();
    expect(transportToFailure(new AppError(failure), 'x')).toBe(failure);
  });

  it('has one exact sentence for each way to lose an answer', () => {
    expect(notResponding('GET /info', 10_000).message).toBe(
      'The engine has not answered for 10 seconds.',
    );
    expect(interrupted('x').message).toBe(
      'The connection to the engine ended before its answer did, so the result is unknown.',
    );
    expect(protocolBroken('x').message).toBe('The engine sent an answer that Berth cannot read.');
  });
});
