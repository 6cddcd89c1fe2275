import { describe, expect, it } from 'vitest';
import { readLaunchFile } from './read-launch-file.ts';

const read = (text: string): ReturnType<typeof readLaunchFile> =>
  readLaunchFile('x.yaml', new TextEncoder().encode(text));

const GOOD = 'image: example/notebook:1\ntitle: A notebook\n';

describe('a launch file', () => {
  it('needs little; the rest has defaults', () => {
    expect(read(GOOD)).toEqual({
      image: 'example/notebook:1',
      title: 'A notebook',
      description: '',
      kind: 'notebook',
      port: 8888,
      healthChecks: { readiness: { path: '/api' } },
      shmSize: 1024 ** 3,
      env: [],
    });
  });

  it('takes every key of this version', () => {
    const text = `${GOOD}command: [start, --flag]
port: 9000
healthChecks: { readiness: { path: /healthz } }
shmSize: 512MiB
env: [{ name: A, value: "1" }]
localRecipe: starter-notebook
`;
    expect(read(text)).toMatchObject({
      command: ['start', '--flag'],
      port: 9000,
      shmSize: 512 * 1024 ** 2,
      env: [{ name: 'A', value: '1' }],
    });
  });

  it.each([
    ['an unknown key', `${GOOD}colour: red\n`, 'Line 3, column 1: The key "colour" is unknown.'],
    [
      'an unknown key inside',
      `${GOOD}healthChecks:\n  readiness:\n    path: /api\n    each: 3\n`,
      'Line 6, column 5: The key "each" is unknown.',
    ],
    ['a key of a later version', `${GOOD}gpus: all\n`, '"gpus" is not supported by this version.'],
    ['a number for a text', `${GOOD}env: [{ name: A, value: 3.10 }]\n`, 'Line 3, column'],
    ['a port out of range', `${GOOD}port: 70000\n`, 'Line 3, column 1: "port"'],
    ['a duplicate key', `${GOOD}title: Again\n`, 'Line 3, column 1: Map keys must be unique.'],
    ['a tag', `${GOOD}description: !!js/function "x"\n`, 'Unresolved tag'],
    ['two documents', `${GOOD}---\n${GOOD}`, 'Line 3'],
    ['a missing key', 'image: a\n', '"title"'],
    ['no map', '- a\n', 'The file'],
    ['nothing', '', 'The file'],
    ['bytes that are no text', 'image: \0', 'NUL'],
    ['a token of its own', `${GOOD}env: [{ name: JUPYTER_TOKEN, value: x }]\n`, 'makes the token'],
    ['a placeholder', `${GOOD}env: [{ name: A, value: "\${uid}" }]\n`, 'Placeholders'],
    ['an option for an image', 'image: --privileged\ntitle: x\n', 'not an image reference'],
  ])('with %s is refused', (_what, text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  it('that is no UTF-8 is refused', () => {
    expect(() => readLaunchFile('x.yaml', new Uint8Array([0xff, 0xfe, 0x41]))).toThrow('UTF-8');
  });

  it.each([
    ['20,000 brackets', '['.repeat(20_000)],
    ['3,000 nested maps', '{a: '.repeat(3_000)],
    ['40,000 keys', Array.from({ length: 20_000 }, (_each, index) => `k${index}: 1`).join('\n')],
    ['a file of 300 KiB', `title: ${'x'.repeat(300 * 1024)}`],
    [
      'a billion laughs',
      ['a: &a [x,x,x,x,x,x,x,x,x]']
        .concat(
          'bcdefg'.split('').map((key, index) => {
            const from = 'abcdef'[index];
            return `${key}: &${key} [${Array.from({ length: 9 }, () => `*${from}`).join(',')}]`;
          }),
        )
        .join('\n'),
    ],
  ])('as a bomb (%s) is refused quickly', (_what, text) => {
    const startedAtMs = performance.now();
    expect(() => read(text)).toThrow();
    // A hundredth of a second is usual; this only tells it from the seconds of an explosion.
    expect(performance.now() - startedAtMs).toBeLessThan(20_000);
  });

  it('cannot touch the prototype of objects', () => {
    expect(() => read(`${GOOD}__proto__: { polluted: true }\n`)).toThrow('__proto__');
    expect({}).not.toHaveProperty('polluted');
  });
});
