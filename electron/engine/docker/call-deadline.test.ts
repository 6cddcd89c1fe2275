import { expect, it } from 'vitest';
import { callDeadline } from './call-deadline.ts';

it.each([
  ['GET', '/_ping', 2, 'reply'],
  ['GET', '/version', 10, 'reply'],
  ['GET', '/containers/json?all=true', 10, 'reply'],
  ['GET', '/containers/a/json', 10, 'reply'],
  ['GET', '/containers/a/json?size=true', 60, 'reply'],
  ['GET', '/containers/a/logs?follow=true', 10, 'head'],
  ['GET', '/containers/a/archive?path=%2F', 10, 'head'],
  ['GET', '/events?since=1', 10, 'head'],
  ['GET', '/images/logs/json', 10, 'reply'],
  ['GET', '/images/get?names=a', 1800, 'head'],
  ['GET', '/distribution/r.example/a:1/json', 60, 'reply'],
  ['POST', '/containers/create?name=a', 30, 'reply'],
  ['POST', '/containers/a/start', 60, 'reply'],
  ['POST', '/containers/a/stop?t=3', 13, 'reply'],
  ['POST', '/containers/a/stop', 20, 'reply'],
  ['POST', '/containers/a/restart?t=3', 73, 'reply'],
  ['DELETE', '/containers/a?force=true', 30, 'reply'],
  ['DELETE', '/images/a', 30, 'reply'],
  ['PUT', '/containers/a/archive?path=%2F', 60, 'reply'],
  ['POST', '/commit?container=a', 600, 'reply'],
  ['POST', '/images/create?fromImage=a', 60, 'head'],
  ['POST', '/exec/a/start', 10, 'head'],
  ['POST', '/containers/a/attach?stream=1', 10, 'head'],
] as const)('%s %s has %i s until the %s', (method, path, seconds, covers) => {
  expect(callDeadline(method, path)).toEqual({ timeoutMs: seconds * 1000, covers });
});
