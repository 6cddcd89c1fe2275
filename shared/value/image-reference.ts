/** An image's name in full, as Docker reads it. */
export interface ImageReference {
  /** The registry, for example `docker.io` or `127.0.0.1:5000`. */
  readonly registry: string;
  /** For example `library/alpine`. */
  readonly path: string;
  /** `latest` where neither tag nor digest is named; absent where only a digest is. */
  readonly tag?: string;
  /** `sha256:…` */
  readonly digest?: string;
}

/** The registry of names that name none. */
const DEFAULT_REGISTRY = 'docker.io';
/** Where the default registry keeps names of one word. */
const OFFICIAL = 'library/';

const PATH =
  /^[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*)*$/;
const REGISTRY = /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?|\[[0-9a-fA-F:]+\])(?::\d+)?$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^[a-z0-9]+(?:[+._-][a-z0-9]+)*:[0-9a-fA-F]{32,}$/;

/** What a name means, read as Docker reads it; `undefined` where it is no name of an image. */
export function parseImageReference(text: string): ImageReference | undefined {
  const [named = '', digest, ...rest] = text.split('@');
  if (rest.length > 0 || (digest !== undefined && !DIGEST.test(digest))) return undefined;
  const { repository, tag } = splitTag(named);
  if (tag !== undefined && !TAG.test(tag)) return undefined;
  const { registry, path } = splitRegistry(repository);
  // 64 hexadecimal digits are an id, never a name.
  const isId = /^[0-9a-f]{64}$/.test(repository);
  if (isId || !REGISTRY.test(registry) || !PATH.test(path) || path.length > 255) return undefined;
  return {
    registry,
    path,
    ...(tag === undefined && digest === undefined
      ? { tag: 'latest' }
      : tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
  };
}

/** A name without tag and digest, and the tag; a colon before the last slash belongs to a registry's port. */
export function splitTag(name: string): {
  readonly repository: string;
  readonly tag: string | undefined;
} {
  const bare = name.split('@')[0] ?? name;
  const colon = bare.lastIndexOf(':');
  if (colon <= bare.lastIndexOf('/')) return { repository: bare, tag: undefined };
  return { repository: bare.slice(0, colon), tag: bare.slice(colon + 1) };
}

/** A name in full: `docker.io/library/alpine:latest`. */
export function fullReference({ registry, path, tag, digest }: ImageReference): string {
  const ofTag = tag === undefined ? '' : `:${tag}`;
  const ofDigest = digest === undefined ? '' : `@${digest}`;
  return `${registry}/${path}${ofTag}${ofDigest}`;
}

/** A name as short as Docker writes it: `alpine:latest`. */
export function shortReference(reference: ImageReference): string {
  const full = fullReference(reference);
  for (const prefix of [`${DEFAULT_REGISTRY}/${OFFICIAL}`, `${DEFAULT_REGISTRY}/`]) {
    if (full.startsWith(prefix)) return full.slice(prefix.length);
  }
  return full;
}

function splitRegistry(repository: string): { readonly registry: string; readonly path: string } {
  const slash = repository.indexOf('/');
  const first = slash < 0 ? '' : repository.slice(0, slash);
  const isRegistry = /[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase();
  if (!isRegistry) {
    const path = slash < 0 ? OFFICIAL + repository : repository;
    return { registry: DEFAULT_REGISTRY, path };
  }
  const path = repository.slice(slash + 1);
  if (first !== DEFAULT_REGISTRY && first !== 'index.docker.io') return { registry: first, path };
  return { registry: DEFAULT_REGISTRY, path: path.includes('/') ? path : OFFICIAL + path };
}
