import { describe, expect, it } from 'vitest';
import type { PackageType } from '../../../../shared/contract/package.ts';
import { compareVersions, isRelated } from './compare-version.ts';

/** Each list in its ecosystem's own order, the lowest first; versions in one line are equal. */
const ORDERS: Readonly<Record<PackageType, readonly (readonly string[])[]>> = {
  deb: [
    ['1.0~~'],
    ['1.0~~a'],
    ['1.0~'],
    ['1.0~rc1-1'],
    ['1.0', '1.0-0', '0:1.0', '01.00'],
    ['1.0-1~bpo12+1'],
    ['1.0-1'],
    ['1.0-1+b1'],
    ['1.0-1.1'],
    ['1.0a'],
    ['1.0+dfsg-1'],
    ['1.0.1'],
    ['1.2.3-9'],
    ['1.2.10-1'],
    ['5.36.0-7+deb12u1'],
    ['20250419~deb12u2'],
    ['20250419'],
    ['1:0.1'],
    ['2:0'],
  ],
  rpm: [
    ['1.0~rc1-1'],
    ['1.0-1'],
    ['1.0-1.el9'],
    ['1.0-2.el9'],
    ['1.0-10.el9'],
    ['1.0^git1-1'],
    ['1.0a-1'],
    ['1.0.1-1'],
    ['1.10-1'],
    ['1:0.5-1'],
  ],
  apk: [
    ['1.2.3_alpha'],
    ['1.2.3_alpha2'],
    ['1.2.3_beta'],
    ['1.2.3_rc1'],
    ['1.2.3', '1.2.3-r0'],
    ['1.2.3-r1'],
    ['1.2.3-r10'],
    ['1.2.3_git20230101'],
    ['1.2.3_p1'],
    ['1.2.3a'],
    ['1.2.3b-r4'],
    ['1.2.3.0'],
    ['1.2.20'],
  ],
  pypi: [
    ['1.0.dev456'],
    ['1.0a1', '1.0-alpha.1'],
    ['1.0a2.dev456'],
    ['1.0a2'],
    ['1.0b1.dev456'],
    ['1.0b2'],
    ['1.0b2.post345.dev456'],
    ['1.0b2.post345'],
    ['1.0rc1.dev456'],
    ['1.0rc1', '1.0c1', 'v1.0.0-RC1'],
    ['1.0', '1', '1.0.0', '0!1.0'],
    ['1.0.post456.dev34'],
    ['1.0.post456', '1.0-456', '1.0-r456'],
    ['1.1.dev1'],
    ['2.5.1'],
    ['2.6.0'],
    ['2.10'],
    ['1!0.1'],
  ],
  conda: [
    ['0.4.1.rc'],
    ['0.4.1'],
    ['0.5a1'],
    ['0.5b3'],
    ['0.5', '0.5.0'],
    ['0.9.6'],
    ['0.960923'],
    ['1.0'],
    ['1.1dev1'],
    ['1.1a1'],
    ['1.1'],
    ['1.1.post1', '1.1.0post1'],
    ['1996.07.12'],
    ['1!0.4.1'],
  ],
  npm: [
    ['1.0.0-alpha'],
    ['1.0.0-alpha.1'],
    ['1.0.0-alpha.beta'],
    ['1.0.0-beta.2'],
    ['1.0.0-beta.11'],
    ['1.0.0-rc.1'],
    ['1.0.0', '1', 'v1.0', '1.0.0+build.5'],
    ['1.9.0'],
    ['1.10.0'],
    ['18.0.0'],
  ],
};

const TYPES: readonly PackageType[] = ['deb', 'apk', 'rpm', 'pypi', 'conda', 'npm'];

describe.each(TYPES)('versions of %s', (type) => {
  it('have the order of their own ecosystem', () => {
    const placed = ORDERS[type].flatMap((line, place) =>
      line.map((version) => ({ version, place })),
    );
    const wrong: string[] = [];
    for (const a of placed) {
      for (const b of placed) {
        const found = Math.sign(compareVersions(type, a.version, b.version) ?? Number.NaN);
        if (found !== Math.sign(a.place - b.place))
          wrong.push(`${a.version}, ${b.version}: ${found}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('that are none, or endless, cannot be compared or are, but never take long', () => {
    for (const text of [
      '',
      '  ',
      '9'.repeat(300),
      `1${'.0'.repeat(120)}`,
      '\u0000',
      'not a version',
    ]) {
      const order = compareVersions(type, text, '1.0');
      expect(order === undefined || Number.isFinite(order)).toBe(true);
    }
  });
});

describe('a relation', () => {
  it('leaves out what a build adds to a Python version, unless it is asked for', () => {
    expect(isRelated('pypi', '2.6.0+cu124', '<', '2.6')).toBe(false);
    expect(isRelated('pypi', '2.6.0+cu124', '=', '2.6')).toBe(true);
    expect(isRelated('pypi', '2.6.0+cu124', '>', '2.6')).toBe(false);
    expect(isRelated('pypi', '2.6.0+cu124', '=', '2.6.0+cu121')).toBe(false);
    expect(isRelated('pypi', '2.5.1+cu121', '<', '2.6')).toBe(true);
  });

  it('of versions without an order is unknown', () => {
    expect(isRelated('pypi', 'unknown', '<', '2')).toBeUndefined();
    expect(isRelated('npm', '1.0.0', '!=', 'x')).toBeUndefined();
  });
});
