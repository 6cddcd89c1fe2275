import { expect, it } from 'vitest';
import { historyChanges } from './history-changes.ts';

it('a step says what it replaced, and nothing of what it set first', () => {
  const steps = [
    { keyword: 'ENV', words: 'PATH=/bin CUDA=12.4' },
    { keyword: 'CMD', words: '["bash"]' },
    { keyword: 'ENV', words: 'CUDA=12.6 NAME="two words" PATH=/bin' },
    { keyword: 'RUN', words: 'make CUDA=1' },
    { keyword: 'ENV', words: 'NAME one value' },
    { keyword: 'CMD', words: '["python"]' },
  ];
  expect(historyChanges(steps)).toEqual([
    [],
    [],
    ['CUDA was 12.4'],
    [],
    ['NAME was "two words"'],
    ['CMD was ["bash"]'],
  ]);
});
