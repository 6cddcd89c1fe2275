import type { ImagePackage, ImagePackages } from '../../../shared/contract/package.ts';

/** What a bill of materials is made of. */
export interface BillInput {
  /** The image's name, or its id where it has none. */
  readonly imageName: string;
  readonly image: ImagePackages;
  /** The program that writes it. */
  readonly tool: { readonly name: string; readonly version: string };
  readonly createdAt: Date;
  readonly uuid: string;
}

/** Packages that are in the image; what a later layer removed is no part of it. */
export function presentPackages({ packages }: ImagePackages): readonly ImagePackage[] {
  return packages.filter(({ isPresent }) => isPresent);
}

/** Which layer brought a package, in words. */
export function layerWords(image: ImagePackages, { position, location }: ImagePackage): string {
  const layer = image.layers[position];
  const instruction = layer?.instruction === undefined ? '' : ` by ${layer.instruction}`;
  return `In layer ${position + 1} of ${image.layers.length} (${layer?.diffId ?? 'unknown'})${instruction}; stated in /${location}`;
}

/** What is missing from the list, so that nobody takes it for whole. */
export function gapWords({ gaps }: ImagePackages): string[] {
  return gaps.map(({ message, path, position }) => {
    const where = [
      ...(position === undefined ? [] : [`layer ${position + 1}`]),
      ...(path === undefined ? [] : [`/${path}`]),
    ];
    return where.length === 0 ? message : `${message} (${where.join(', ')})`;
  });
}

/** Identifiers of the SPDX licence list that packages use most; others are given by their words. */
const SPDX_IDS: ReadonlyMap<string, string> = new Map(
  (
    '0BSD AFL-2.1 AGPL-3.0-only AGPL-3.0-or-later Apache-2.0 Artistic-1.0 Artistic-2.0 BSD-2-Clause BSD-3-Clause ' +
    'BSD-4-Clause BSL-1.0 BlueOak-1.0.0 CC-BY-3.0 CC-BY-4.0 CC0-1.0 EPL-1.0 EPL-2.0 FSFAP GPL-1.0-only GPL-1.0-or-later ' +
    'GPL-2.0-only GPL-2.0-or-later GPL-3.0-only GPL-3.0-or-later HPND ISC LGPL-2.0-only LGPL-2.0-or-later LGPL-2.1-only ' +
    'LGPL-2.1-or-later LGPL-3.0-only LGPL-3.0-or-later MIT MIT-0 MPL-1.1 MPL-2.0 NCSA OFL-1.1 OpenSSL PSF-2.0 ' +
    'Python-2.0 Unlicense Vim WTFPL X11 ZPL-2.1 Zlib curl'
  )
    .split(' ')
    .map((id) => [id.toLowerCase(), id] as const),
);

/** A licence's identifier where its words are one. */
export function spdxLicence(words: string): string | undefined {
  return SPDX_IDS.get(words.toLowerCase());
}
