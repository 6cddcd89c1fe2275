import { describe, expect, it } from 'vitest';
import { BuildProgress } from './build-progress.ts';

function readAll(lines: readonly string[], plans: 1 | 2): BuildProgress {
  const progress = new BuildProgress(plans);
  for (const line of lines) progress.read(line);
  return progress;
}

const base = [
  'Get:1 http://mirror.example/debian bookworm InRelease [151 kB]',
  'Get:2 http://mirror.example/debian bookworm/main amd64 Packages [9 MB]',
  '0 upgraded, 2 newly installed, 0 to remove and 0 not upgraded.',
  'Get:1 http://mirror.example/debian bookworm/main amd64 a amd64 1 [1 kB]',
  'Get:2 http://mirror.example/debian bookworm/main amd64 b amd64 1 [1 kB]',
  'Unpacking a (1) ...',
  'Unpacking b (1) ...',
  'Setting up a (1) ...',
];

describe('the progress of a build', () => {
  it('has no share before everything is planned: lists are no packages', () => {
    expect(readAll(base, 2).state()).toEqual({
      detail: 'Setting up the base system: 1 of 2',
      donePct: undefined,
    });
  });

  it('counts each package three times: fetched, unpacked, set up', () => {
    const progress = readAll(
      [...base, 'Setting up b (1) ...', '0 upgraded, 2 newly installed, 0 to remove'],
      2,
    );
    expect(progress.state().donePct).toBe(50);
    progress.read('Get:3 http://mirror.example/debian bookworm/main amd64 c amd64 1 [1 kB]');
    expect(progress.state()).toEqual({ detail: 'Fetching packages: 3 of 4', donePct: 700 / 12 });
  });

  it('is known after the only plan where there is but one', () => {
    expect(readAll(base, 1).state().donePct).toBeCloseTo(500 / 6);
  });

  it("passes on debootstrap's words, which count nothing", () => {
    const state = new BuildProgress(1).read('I: Retrieving libc6 2.36');
    expect(state).toEqual({ detail: 'Retrieving libc6 2.36', donePct: undefined });
  });

  it('tells nothing of lines that say nothing', () => {
    expect(new BuildProgress(2).read('Reading package lists...')).toBeUndefined();
  });
});
