import { describe, expect, it } from 'vitest';
import { AnnouncementReader, type Announcement } from './shell-announcement.ts';

const SECRET = 'ab'.repeat(16);
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const bytes = (words: string): Uint8Array => new TextEncoder().encode(words);
const announced = (words: string): string => `\u001B]7733;${SECRET};${words}\u0007`;

const read = (whole: string, at: number): Announcement => {
  const reader = new AnnouncementReader(SECRET);
  const first = reader.push(bytes(whole).subarray(0, at));
  if (first.kind === 'waiting') return reader.push(bytes(whole).subarray(at));
  return { ...first, rest: bytes(text(first.rest) + text(bytes(whole).subarray(at))) };
};

describe('the announcement of a shell', () => {
  it('is found wherever it is cut, and taken out', () => {
    const whole = `${announced('17;/usr/bin/bash')}$ `;
    for (let at = 0; at <= whole.length; at += 1) {
      const heard = read(whole, at);
      if (heard.kind === 'waiting') throw new Error(`cut at ${at}`);
      expect(heard.shell).toEqual({ path: '/usr/bin/bash', processId: 17 });
      expect(text(heard.rest)).toBe('$ ');
    }
  });

  it('may come after words of the shell that finds it', () => {
    const heard = read(`warning\r\n${announced('1;/bin/sh')}`, 5);
    expect(heard).toMatchObject({ kind: 'over', shell: { path: '/bin/sh' } });
    expect(heard.kind === 'over' && text(heard.rest)).toBe('warning\r\n');
  });

  it.each(['1;bash', ';/bin/sh', '1;/bin/\u001B[31msh', '12345678901;/bin/sh', '1;/'])(
    'with the words %j names no shell',
    (words) => {
      expect(read(announced(words), 3)).toMatchObject({ kind: 'over', shell: undefined });
    },
  );

  it('is not waited for beyond 4 KiB', () => {
    const reader = new AnnouncementReader(SECRET);
    expect(reader.push(bytes('x'.repeat(4096))).kind).toBe('waiting');
    expect(text(reader.held)).toBe('x'.repeat(4096));
    const heard = reader.push(bytes('y'));
    expect(heard.kind === 'over' && text(heard.rest)).toBe(`${'x'.repeat(4096)}y`);
  });
});
