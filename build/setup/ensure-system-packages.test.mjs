import { describe, expect, it } from 'vitest';
import { installedPackages, PACKAGE_GROUPS } from './ensure-system-packages.mjs';

describe('system packages', () => {
  it('count as installed only when they are: settings left behind are not enough', () => {
    const listing = 'installed libnss3\nconfig-files xvfb\nnot-installed runc\n';
    expect([...installedPackages(listing)]).toEqual(['libnss3']);
  });

  it('never include the certificate bundle, whose refresh drops what was appended by hand', () => {
    const names = Object.values(PACKAGE_GROUPS).flatMap((group) =>
      group.flatMap(({ packages }) => packages),
    );
    expect(names).toContain('libnss3');
    expect(names).not.toContain('ca-certificates');
  });
});
