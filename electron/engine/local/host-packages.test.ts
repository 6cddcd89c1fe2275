import { describe, expect, it } from 'vitest';
import { toHostPackages, type AptAnswers } from './host-packages.ts';

const debian: AptAnswers = {
  release: 'ID=debian\nVERSION_CODENAME=bookworm\nPRETTY_NAME="Debian"\n',
  targets: [
    'http://mirror.example/debian/|bookworm|main|bookworm|Debian',
    'http://mirror.example/debian/|bookworm|contrib|bookworm|Debian',
    'http://mirror.example/debian/|bookworm-updates|main|bookworm-updates|Debian',
    'http://mirror.example/debian-security/|bookworm-security|main|bookworm-security|Debian',
    'https://vendor.example/apt/|bookworm|stable|bookworm|Vendor',
    'https://node.example/|nodistro|main|nodistro|Node',
    '',
  ].join('\n'),
  config: [
    'APT::Architecture "amd64";',
    'Acquire::http::Proxy "http://proxy.example:3128";',
    'Acquire::Changelogs::URI "x";',
  ].join('\n'),
  architecture: 'amd64',
};

describe('the sources of this machine', () => {
  it("are the distribution's own, the suite itself first, no vendor's", () => {
    expect(toHostPackages(debian)).toEqual({
      suite: 'bookworm',
      architecture: 'amd64',
      sources: [
        'deb http://mirror.example/debian/ bookworm main contrib',
        'deb http://mirror.example/debian/ bookworm-updates main',
        'deb http://mirror.example/debian-security/ bookworm-security main',
      ],
      mirror: 'http://mirror.example/debian/',
      aptOptions: ['Acquire::http::Proxy "http://proxy.example:3128";'],
    });
  });

  it('are found by their path where the lists were never fetched', () => {
    const targets = [
      'http://mirror.example/debian/|bookworm|main|$(CODENAME)|$(ORIGIN)',
      'https://vendor.example/apt/|bookworm|main|$(CODENAME)|$(ORIGIN)',
    ].join('\n');
    expect(toHostPackages({ ...debian, targets }).sources).toEqual([
      'deb http://mirror.example/debian/ bookworm main',
    ]);
  });

  it('are those of a suite that is named by its age', () => {
    const targets = 'http://mirror.example/debian/|stable|main|bookworm|Debian';
    expect(toHostPackages({ ...debian, targets })).toMatchObject({
      suite: 'bookworm',
      sources: ['deb http://mirror.example/debian/ stable main'],
    });
  });

  it('are those of the parent on a derivative', () => {
    const release =
      'ID=linuxmint\nID_LIKE="ubuntu debian"\nVERSION_CODENAME=wilma\nUBUNTU_CODENAME=noble\n';
    const targets = [
      'http://mint.example/|wilma|main|wilma|linuxmint',
      'http://mirror.example/ubuntu/|noble|main|noble|Ubuntu',
      'http://mirror.example/ubuntu/|noble|universe|noble|Ubuntu',
    ].join('\n');
    const packages = toHostPackages({ ...debian, release, targets });
    expect(packages.sources.some((line) => line.endsWith('noble main universe'))).toBe(true);
    expect(packages.suite).toBe('noble');
  });

  it('may be missing, which has one cure', () => {
    expect(() => toHostPackages({ ...debian, targets: '' })).toThrow('names no source');
  });
});
