import { expect, test } from 'vitest';
import { quotePath } from './quote-path.ts';

test('a path is one word, whatever its name is made of', () => {
  const quoted = [
    ['/home/me/data.csv', '/home/me/data.csv'],
    ['/home/me/my data', `'/home/me/my data'`],
    ['/tmp/$(reboot)', `'/tmp/$(reboot)'`],
    ['/tmp/`id`', `'/tmp/\`id\`'`],
    ['/tmp/a;b', `'/tmp/a;b'`],
    ['/tmp/a&b|c', `'/tmp/a&b|c'`],
    ['/tmp/a>b<c', `'/tmp/a>b<c'`],
    ['/tmp/*?[x]', `'/tmp/*?[x]'`],
    ['/tmp/{a,b}', `'/tmp/{a,b}'`],
    ['/tmp/~me', `'/tmp/~me'`],
    ['/tmp/!!', `'/tmp/!!'`],
    ['/tmp/#x', `'/tmp/#x'`],
    ['/tmp/"x"', `'/tmp/"x"'`],
    [`/tmp/it's`, `'/tmp/it'\\''s'`],
    ['/tmp/a\\b', `'/tmp/a'\\\\'b'`],
    [`/tmp/';reboot;'`, `'/tmp/'\\'';reboot;'\\'''`],
    ['/tmp/größe 日本', `'/tmp/größe 日本'`],
    ['C:\\Users\\me', `'C:'\\\\'Users'\\\\'me'`],
  ];
  for (const [path, word] of quoted) expect(quotePath(path ?? '')).toBe(word);
});

test('names that a terminal would act on are refused', () => {
  for (const name of [
    'a\nb',
    'a\rb',
    'a\u001B[2Jb',
    'a\u0000b',
    'a\u0085b',
    'a\u202Eb',
    'a\u2028b',
  ]) {
    expect(quotePath(`/tmp/${name}`)).toBeUndefined();
  }
});
