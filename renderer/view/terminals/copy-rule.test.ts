import { expect, test } from 'vitest';
import { checkCopy } from './copy-rule.ts';

const FLAG = '\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}';

const check = (text: string): ReturnType<typeof checkCopy> =>
  checkCopy({ text, hiddenCount: 0, isRaw: false });

test.each([
  ['a zero-width space', 'rm -rf /tmp\u200b/x', 'rm -rf /tmp/x'],
  ['marks of direction', 'a\u202eb\u2066c\u200fd', 'abcd'],
  ['a mark of byte order', '\ufeffls', 'ls'],
  ['joiners between plain letters', 'l\u200ds\u200c -l', 'ls -l'],
  ['a soft hyphen', 'pass\u00adwd', 'passwd'],
  ['tags without a flag', 'ls\u{e0072}\u{e006d}', 'ls'],
  ['selectors that hold a message', '😀\ufe0f\u{e0141}\u{e0142}', '😀\ufe0f'],
  ['fillers', 'a\u3164\uffa0b', 'ab'],
])('%s is not copied', (_, marked, text) => {
  const { notice, ...copied } = check(marked);
  expect(copied).toEqual({ text });
  expect(notice?.detail).toMatch(/^\d+ characters? without width left out\.$/);
});

test.each([
  ['a family', '👨\u200d👩\u200d👧'],
  ['a flag of tags', FLAG],
  ['a chosen form', '☺\ufe0f 1\ufe0f\u20e3'],
  ['Persian', 'می\u200cخواهم'],
  ['a variant of a Chinese letter', '葛\u{e0100}'],
  ['accents', 'e\u0301'],
])('%s is copied as it is', (_, text) => {
  expect(check(text)).toEqual({ text });
});

test('what was hidden is told', () => {
  expect(checkCopy({ text: 'ls', hiddenCount: 7, isRaw: false }).notice).toEqual({
    text: 'Copied what is seen.',
    detail:
      '7 characters of it cannot be seen, concealed or in the colour of the ground: left out.',
  });
  expect(checkCopy({ text: 'ls', hiddenCount: 1, isRaw: true }).notice).toMatchObject({
    text: 'Copied more than is seen.',
  });
});
