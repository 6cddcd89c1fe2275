import { describe, expect, it } from 'vitest';
import { fullReference, parseImageReference, shortReference, splitTag } from './image-reference.ts';

const DIGEST = `sha256:${'ab'.repeat(32)}`;

describe('a name', () => {
  it.each([
    ['alpine', 'docker.io/library/alpine:latest', 'alpine:latest'],
    ['alpine:3.20', 'docker.io/library/alpine:3.20', 'alpine:3.20'],
    ['pytorch/pytorch', 'docker.io/pytorch/pytorch:latest', 'pytorch/pytorch:latest'],
    ['docker.io/alpine', 'docker.io/library/alpine:latest', 'alpine:latest'],
    ['index.docker.io/a/b:1', 'docker.io/a/b:1', 'a/b:1'],
    ['quay.io/jupyter/x:1', 'quay.io/jupyter/x:1', 'quay.io/jupyter/x:1'],
    ['localhost/x', 'localhost/x:latest', 'localhost/x:latest'],
    ['localhost:5000/x', 'localhost:5000/x:latest', 'localhost:5000/x:latest'],
    ['127.0.0.1:5000/a/b/c:v1', '127.0.0.1:5000/a/b/c:v1', '127.0.0.1:5000/a/b/c:v1'],
    [`alpine@${DIGEST}`, `docker.io/library/alpine@${DIGEST}`, `alpine@${DIGEST}`],
    [`a/b:1@${DIGEST}`, `docker.io/a/b:1@${DIGEST}`, `a/b:1@${DIGEST}`],
  ])('%s is %s', (text, full, short) => {
    const reference = parseImageReference(text);
    expect(reference && fullReference(reference)).toBe(full);
    expect(reference && shortReference(reference)).toBe(short);
  });

  it.each([
    '',
    'a b',
    'UPPER',
    'lab/UPPER',
    '/x',
    'x/',
    'x//y',
    'x:',
    'x:-a',
    'x@sha256:1',
    `${'ab'.repeat(32)}`,
    `x@${DIGEST}@${DIGEST}`,
    'https://quay.io/x',
    'ä',
  ])('%j is none', (text) => {
    expect(parseImageReference(text)).toBeUndefined();
  });

  it('is cut at its tag, not at a port', () => {
    expect(splitTag('127.0.0.1:5000/x')).toEqual({
      repository: '127.0.0.1:5000/x',
      tag: undefined,
    });
    expect(splitTag(`localhost:5/x:1@${DIGEST}`)).toEqual({
      repository: 'localhost:5/x',
      tag: '1',
    });
  });
});
