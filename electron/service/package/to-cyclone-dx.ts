import type { ImagePackage, ImagePackages } from '../../../shared/contract/package.ts';
import { gapWords, presentPackages, spdxLicence, type BillInput } from './bill-of-materials.ts';
import { packageUrl } from './package-url.ts';

/** A bill of materials in the form of CycloneDX 1.6. */
export function toCycloneDx({ image, imageName, tool, createdAt, uuid }: BillInput): object {
  const gaps = gapWords(image);
  const { system } = image;
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuid}`,
    version: 1,
    metadata: {
      timestamp: createdAt.toISOString(),
      tools: { components: [{ type: 'application', name: tool.name, version: tool.version }] },
      component: {
        type: 'container',
        'bom-ref': image.imageId,
        name: imageName,
        version: image.imageId,
      },
      ...(gaps.length > 0 && {
        properties: gaps.map((value) => ({ name: 'berth:not-read', value })),
      }),
    },
    components: [
      ...(system === undefined
        ? []
        : [
            {
              type: 'operating-system',
              name: system.id,
              ...(system.versionId !== undefined && { version: system.versionId }),
              ...(system.name !== undefined && { description: system.name }),
            },
          ]),
      ...presentPackages(image).map((each, index) => component(image, each, index)),
    ],
  };
}

function component(image: ImagePackages, each: ImagePackage, index: number): object {
  const purl = packageUrl(each, image.system);
  return {
    type: 'library',
    // The same package may lie in several places.
    'bom-ref': `${purl}#${index + 1}`,
    name: each.name,
    version: each.version,
    ...(each.licences.length > 0 && { licenses: each.licences.map(licence) }),
    purl,
    properties: properties(image, each),
  };
}

function licence(words: string): object {
  const id = spdxLicence(words);
  return { license: id === undefined ? { name: words } : { id } };
}

function properties(image: ImagePackages, each: ImagePackage): readonly object[] {
  const layer = image.layers[each.position];
  const pairs: readonly (readonly [string, string | undefined])[] = [
    ['berth:layer:number', String(each.position + 1)],
    ['berth:layer:diff-id', layer?.diffId],
    ['berth:layer:instruction', layer?.instruction],
    ['berth:location', `/${each.location}`],
    ['berth:installed-size', each.sizeBytes === undefined ? undefined : String(each.sizeBytes)],
    ['berth:source', each.source && `${each.source.name} ${each.source.version}`],
  ];
  return pairs.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
}
