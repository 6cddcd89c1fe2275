import { describe, expect, it } from 'vitest';
import { fuzzyMatch } from './fuzzy-match.ts';

const ranked = (typed: string, texts: readonly string[]): readonly string[] =>
  texts
    .map((text) => ({ text, match: fuzzyMatch(typed, text) }))
    .filter(({ match }) => match !== undefined)
    .toSorted((a, b) => (b.match?.score ?? 0) - (a.match?.score ?? 0))
    .map(({ text }) => text);

describe('fuzzyMatch', () => {
  it('takes letters in their order, whatever their case and the spaces between', () => {
    expect(fuzzyMatch('tw', 'Terminal in web')?.places).toEqual([0, 12]);
    expect(fuzzyMatch('TERM web', 'terminal in WEB')?.places).toEqual([0, 1, 2, 3, 12, 13, 14]);
    expect(fuzzyMatch('wt', 'Terminal in web')).toBeUndefined();
    expect(fuzzyMatch('terminals', 'Terminal')).toBeUndefined();
  });

  it('fits everything when nothing is typed', () => {
    expect(fuzzyMatch(' ', 'Stop web')).toMatchObject({ places: [] });
  });

  it('puts beginnings of words before letters from within, and runs before single letters', () => {
    expect(ranked('sw', ['Answer', 'Stop web', 'Show terminals'])[0]).toBe('Stop web');
    expect(ranked('logs', ['Larger options gets', 'Logs of web'])[0]).toBe('Logs of web');
    expect(ranked('web', ['Stop we-b', 'Stop web-2', 'Stop web'])).toEqual([
      'Stop web',
      'Stop web-2',
      'Stop we-b',
    ]);
    expect(ranked('res', ['Terminal in res-1', 'Restart web'])[0]).toBe('Restart web');
    expect(ranked('term', ['Show or hide terminals', 'Terminal in web'])[0]).toBe(
      'Terminal in web',
    );
    // What fits alike keeps its order.
    expect(ranked('web', ['Stop web', 'Logs of web'])[0]).toBe('Stop web');
  });

  it('finds the better of two places', () => {
    expect(fuzzyMatch('in', 'Terminal in web')?.places).toEqual([9, 10]);
  });

  it('answers for thousands of texts at once', () => {
    const texts = Array.from({ length: 20_000 }, (_, i) => `Terminal in training-run-${i}`);
    expect(ranked('term19999', texts)).toContain('Terminal in training-run-19999');
  });
});
