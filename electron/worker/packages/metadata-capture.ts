import type { PackageGap } from '../../../shared/contract/package.ts';
import { KIND } from '../layer-index/entry-kind.ts';
import { toShownName } from '../layer-index/shown-name.ts';
import type { TarEntry } from '../layer-index/tar-entry.ts';
import type { LayerMetadata, MetadataContent, MetadataFile } from './layer-metadata.ts';
import { mayBeMetadata, metadataRole, type MetadataRole } from './metadata-role.ts';
import { distributionOf, libraryContent, locationOf, parseMetadata } from './parse-metadata.ts';
import { parseRecord } from './parse-language-packages.ts';
import { toText } from './stated-text.ts';

const MIB = 1024 * 1024;

/** The most of one file that is held while it is read; real ones stay far below. */
const MAX_BODY_BYTES: Readonly<Record<MetadataRole, number>> = {
  dpkg: 32 * MIB,
  'dpkg-part': MIB,
  apk: 32 * MIB,
  'rpm-sqlite': 64 * MIB,
  'rpm-other': 0,
  python: MIB / 4,
  'python-record': 8 * MIB,
  conda: 8 * MIB,
  npm: MIB,
  copyright: MIB,
  cuda: MIB,
  library: 0,
  system: MIB / 16,
};

/** What stands at their beginning is all that is wanted, so what lies beyond is let pass. */
const HEAD_IS_ENOUGH: ReadonlySet<MetadataRole> = new Set(['python', 'copyright', 'system']);

/** Bodies of one layer, together. A machine-learning image of 20 GB has about 60 MB of them. */
const MAX_LAYER_BYTES = 512 * MIB;
/** Packages of one layer; the largest images that are known have about 10,000. */
export const MAX_LAYER_PACKAGES = 50_000;
/** Files of metadata of one layer that are looked into. */
const MAX_LAYER_FILES = 100_000;

/** Copies that package managers keep for later are no installed packages; their files may be linked from there. */
const IS_CACHE = /(?:^|\/)(?:pkgs\/[^/]+\/|\.cache\/)/;

interface OpenBody {
  readonly row: number;
  readonly path: string;
  readonly role: MetadataRole;
  readonly chunks: Uint8Array[];
  heldBytes: number;
}

/** The caps, in numbers that a test may lower. */
export interface CaptureLimits {
  readonly layerBytes: number;
  readonly packageCount: number;
  readonly fileCount: number;
}

const LIMITS: CaptureLimits = {
  layerBytes: MAX_LAYER_BYTES,
  packageCount: MAX_LAYER_PACKAGES,
  fileCount: MAX_LAYER_FILES,
};

/**
 * Takes the package metadata out of a layer while its archive passes by: only of these few files are the bodies
 * held, one at a time, and parsed as soon as they are whole.
 */
export class MetadataCapture {
  readonly #limits: CaptureLimits;
  readonly #files = new Map<number, MetadataFile>();
  readonly #rows = new Map<string, number>();
  /** Rows whose content is that of another path. */
  readonly #links = new Map<number, { readonly path: string; readonly target: string }>();
  /** By the folder or file of the distribution. */
  readonly #recordBytes = new Map<string, number>();
  readonly #gaps = new Map<string, PackageGap>();
  #body: OpenBody | undefined;
  #bodyBytes = 0;
  #packageCount = 0;
  #fileCount = 0;

  constructor(limits = LIMITS) {
    this.#limits = limits;
  }

  /** Looks at an entry, whose place in the index is `row`. True: its body is wanted. */
  add(entry: TarEntry, row: number): boolean {
    if (!mayBeMetadata(entry.path, entry.pathBytes)) return false;
    const path = cleanPath(toShownName(entry.path.subarray(0, entry.pathBytes)));
    const role = metadataRole(path);
    if (role === undefined) return false;
    // The last entry of a path counts, whatever it is.
    this.#files.delete(row);
    this.#links.delete(row);
    this.#fileCount += 1;
    if (this.#fileCount > this.#limits.fileCount) return this.#refuse('too-many', TOO_MANY_FILES);
    if (entry.kind === KIND.hardlink) {
      const target = cleanPath(toShownName(entry.link.subarray(0, entry.linkBytes)));
      this.#links.set(row, { path, target });
      return false;
    }
    return entry.kind === KIND.file && this.#begin({ row, path, role, bytes: entry.sizeBytes });
  }

  /** Takes a part of the wanted body; it must not change before the body's end. */
  take(bytes: Uint8Array): void {
    const body = this.#body;
    if (body === undefined) return;
    const left = MAX_BODY_BYTES[body.role] - body.heldBytes;
    if (left <= 0) return;
    const held = bytes.length > left ? bytes.subarray(0, left) : bytes;
    body.chunks.push(held);
    body.heldBytes += held.length;
  }

  /** The wanted body is whole. */
  end(): void {
    const body = this.#body;
    this.#body = undefined;
    if (body === undefined) return;
    const bytes = Buffer.concat(body.chunks);
    if (body.role === 'python-record') {
      const sumBytes = parseRecord(toText(bytes));
      if (sumBytes !== undefined) this.#recordBytes.set(distributionOf(body.path), sumBytes);
      return;
    }
    const leftCount = this.#limits.packageCount - this.#packageCount;
    const content = parseMetadata(body.role, body.path, bytes, leftCount);
    if (content !== undefined) this.#keep(body.row, body.path, content);
  }

  /** Everything that was found. */
  finish(): LayerMetadata {
    for (const [row, { path, target }] of this.#links) {
      const found = this.#files.get(this.#rows.get(target) ?? -1);
      const moved = found && movedTo(found.content, path, target);
      if (moved !== undefined) this.#files.set(row, { row, path, content: moved });
    }
    const files = [...this.#files.values()]
      .filter(({ path }) => !IS_CACHE.test(path))
      .map((file) => this.#sized(file));
    return { files, gaps: [...this.#gaps.values()] };
  }

  #begin(file: {
    readonly row: number;
    readonly path: string;
    readonly role: MetadataRole;
    readonly bytes: number;
  }): boolean {
    const { row, path, role, bytes } = file;
    if (role === 'library' || role === 'rpm-other') {
      const content = role === 'library' ? libraryContent(path) : RPM_FORMAT;
      if (content !== undefined) this.#keep(row, path, content);
      return false;
    }
    const isLarge = bytes > MAX_BODY_BYTES[role];
    if (isLarge && !HEAD_IS_ENOUGH.has(role)) {
      if (role !== 'python-record') this.#keep(row, path, TOO_LARGE);
      return false;
    }
    this.#bodyBytes += Math.min(bytes, MAX_BODY_BYTES[role]);
    if (this.#bodyBytes > this.#limits.layerBytes) return this.#refuse('too-large', TOO_MUCH);
    this.#body = { row, path, role, chunks: [], heldBytes: 0 };
    return true;
  }

  #keep(row: number, path: string, content: MetadataContent): void {
    let kept = content;
    if (content.kind === 'packages') {
      const leftCount = this.#limits.packageCount - this.#packageCount;
      if (content.packages.length > leftCount) {
        this.#refuse('too-many', TOO_MANY_PACKAGES);
        kept = { ...content, packages: content.packages.slice(0, leftCount) };
      }
      this.#packageCount += Math.min(leftCount, content.packages.length);
    }
    this.#files.set(row, { row, path, content: kept });
    this.#rows.set(path, row);
  }

  #sized(file: MetadataFile): MetadataFile {
    const { content } = file;
    const sizeBytes = this.#recordBytes.get(distributionOf(file.path));
    if (content.kind !== 'packages' || content.type !== 'pypi' || sizeBytes === undefined)
      return file;
    const packages = content.packages.map((stated) => ({ ...stated, sizeBytes }));
    return { ...file, content: { ...content, packages } };
  }

  #refuse(code: PackageGap['code'], message: string): false {
    this.#gaps.set(message, { code, message });
    return false;
  }
}

const TOO_MANY_FILES =
  'This layer has more files of package metadata than Berth looks into; packages may be missing.';
const TOO_MANY_PACKAGES = 'This layer has more packages than Berth lists; the rest is left out.';
const TOO_MUCH =
  'The package metadata of this layer is larger than Berth reads; packages may be missing.';
const TOO_LARGE: MetadataContent = {
  kind: 'gap',
  code: 'too-large',
  message: 'This file of package metadata is larger than any real one, so it was not read.',
};
const RPM_FORMAT: MetadataContent = {
  kind: 'gap',
  code: 'format',
  message:
    'This RPM database is in an old format (Berkeley DB or ndb) that Berth does not read, so its packages are not listed.',
};

/** Without what some archives write in front. */
function cleanPath(path: string): string {
  return path.replace(/^(?:\.?\/)+/, '');
}

/** What a hard link says: the same as its file, at its own place. */
function movedTo(
  content: MetadataContent,
  path: string,
  target: string,
): MetadataContent | undefined {
  if (content.kind !== 'packages' || metadataRole(path) !== metadataRole(target)) return undefined;
  const { type } = content;
  if (type === 'deb' || type === 'apk' || type === 'rpm') return undefined;
  return { ...content, location: locationOf(type, path) };
}
