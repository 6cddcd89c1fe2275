import { expect, test } from 'vitest';
import type { ContainerState } from '../../../shared/contract/container.ts';
import { imageWords, portSentences, portWords, refusalsOf } from './container-words.ts';

const tcp = (containerPort: number, hostIp: string, hostPort: number) => ({
  containerPort,
  protocol: 'tcp',
  hostIp,
  hostPort,
});

test('published ports read as host to container, each once', () => {
  expect(portWords([tcp(80, '0.0.0.0', 8080), tcp(80, '::', 8080)])).toBe('8080→80');
  expect(portWords([tcp(80, '127.0.0.1', 8080)])).toBe('127.0.0.1:8080→80');
  expect(portWords([{ containerPort: 53, protocol: 'udp', hostIp: '', hostPort: 53 }])).toBe(
    '53→53/udp',
  );
  expect(portWords([{ containerPort: 80, protocol: 'tcp' }])).toBe('');
});

test('in full, what is not published is said too', () => {
  expect(
    portSentences([tcp(80, '127.0.0.1', 8080), { containerPort: 9, protocol: 'udp' }]),
  ).toEqual(['127.0.0.1:8080 → 80/tcp', '9/udp, not published']);
});

test('a bare digest is shortened, a reference is not', () => {
  expect(imageWords(`sha256:${'ab'.repeat(32)}`)).toBe('abababababab');
  expect(imageWords('quay.io/a/b:1')).toBe('quay.io/a/b:1');
});

test.each<readonly [ContainerState, readonly string[]]>([
  ['running', ['stop', 'restart', 'remove', 'terminal', 'ownShell']],
  ['paused', ['stop', 'restart', 'remove']],
  ['restarting', ['stop', 'restart', 'remove']],
  ['exited', ['start', 'remove', 'terminal']],
  ['created', ['start', 'remove', 'terminal']],
  ['dead', ['start', 'remove', 'terminal']],
  ['removing', []],
])('a container that is %s allows %j', (state, allowed) => {
  const refusals = Object.entries(refusalsOf({ state }, undefined, true));
  expect(refusals.filter(([, why]) => why === undefined).map(([name]) => name)).toEqual(allowed);
});

test('nothing is allowed while busy or without an engine, and the reason says so', () => {
  expect(refusalsOf({ state: 'running' }, 'stopping', true).stop).toBe('It is busy');
  expect(refusalsOf({ state: 'running' }, undefined, false).remove).toBe(
    'The engine is not connected',
  );
});
