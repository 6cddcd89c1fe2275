import type { StatedPackage } from './layer-metadata.ts';
import { readRpmHeader } from './read-rpm-header.ts';
import { blobsOfTable } from './sqlite-table.ts';

/** Packages of an RPM database in SQLite's format; undefined where it is none, or damaged. */
export function readRpmDatabase(file: Uint8Array, maxCount: number): StatedPackage[] | undefined {
  const blobs = blobsOfTable(file, 'Packages');
  if (blobs === undefined) return undefined;
  const packages: StatedPackage[] = [];
  for (const blob of blobs) {
    const stated = readRpmHeader(blob);
    // Keys that packages are signed with stand between them.
    if (stated === undefined || stated.name === 'gpg-pubkey') continue;
    packages.push(stated);
    if (packages.length > maxCount) break;
  }
  return packages;
}
