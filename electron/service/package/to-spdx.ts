import type { ImagePackage } from '../../../shared/contract/package.ts';
import {
  gapWords,
  layerWords,
  presentPackages,
  spdxLicence,
  type BillInput,
} from './bill-of-materials.ts';
import { packageUrl } from './package-url.ts';

const NOT_STATED = 'NOASSERTION';
const IMAGE_REF = 'SPDXRef-Image';

/** A bill of materials in the form of SPDX 2.3. */
export function toSpdx(input: BillInput): object {
  const { image, imageName, tool, createdAt, uuid } = input;
  const texts = new LicenceTexts();
  const packages = presentPackages(image).map((each, index) =>
    packageOf(input, each, `SPDXRef-Package-${index + 1}`, texts),
  );
  const gaps = gapWords(image);
  return {
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: 'SPDXRef-DOCUMENT',
    name: imageName,
    documentNamespace: `https://spdx.org/spdxdocs/berth-${uuid}`,
    creationInfo: {
      // Without parts of a second, as the specification wants it.
      created: createdAt.toISOString().replace(/\.\d+Z$/, 'Z'),
      creators: [`Tool: ${tool.name}-${tool.version}`],
      ...(gaps.length > 0 && { comment: gaps.join('\n') }),
    },
    packages: [
      {
        SPDXID: IMAGE_REF,
        name: imageName,
        versionInfo: image.imageId,
        downloadLocation: NOT_STATED,
        filesAnalyzed: false,
        primaryPackagePurpose: 'CONTAINER',
        licenseConcluded: NOT_STATED,
        licenseDeclared: NOT_STATED,
        copyrightText: NOT_STATED,
      },
      ...packages,
    ],
    ...(texts.list().length > 0 && { hasExtractedLicensingInfos: texts.list() }),
    relationships: [
      relationship('SPDXRef-DOCUMENT', 'DESCRIBES', IMAGE_REF),
      ...packages.map(({ SPDXID }) => relationship(IMAGE_REF, 'CONTAINS', SPDXID)),
    ],
  };
}

function packageOf(
  { image }: BillInput,
  each: ImagePackage,
  id: string,
  texts: LicenceTexts,
): { readonly SPDXID: string; readonly [field: string]: unknown } {
  const declared = each.licences.map((words) => spdxLicence(words) ?? texts.idOf(words));
  return {
    SPDXID: id,
    name: each.name,
    versionInfo: each.version,
    downloadLocation: NOT_STATED,
    filesAnalyzed: false,
    licenseConcluded: NOT_STATED,
    licenseDeclared: declared.length === 0 ? NOT_STATED : declared.join(' AND '),
    copyrightText: NOT_STATED,
    sourceInfo: layerWords(image, each),
    externalRefs: [
      {
        referenceCategory: 'PACKAGE-MANAGER',
        referenceType: 'purl',
        referenceLocator: packageUrl(each, image.system),
      },
    ],
  };
}

function relationship(from: string, type: string, to: string): object {
  return { spdxElementId: from, relationshipType: type, relatedSpdxElement: to };
}

/** Licences in a package's own words, which SPDX knows by numbers of the document. */
class LicenceTexts {
  readonly #ids = new Map<string, string>();

  idOf(words: string): string {
    const id = this.#ids.get(words) ?? `LicenseRef-${this.#ids.size + 1}`;
    this.#ids.set(words, id);
    return id;
  }

  list(): readonly object[] {
    return [...this.#ids].map(([words, licenseId]) => ({
      licenseId,
      name: words,
      extractedText: words,
    }));
  }
}
