import type { FileProgress, ShownFile, TextEncoding } from '../../../shared/contract/layer-file.ts';
import type { PathEvent } from '../../../shared/contract/layer.ts';
import { formatByteSize } from '../../../shared/value/byte-size.ts';
import { formatElapsed } from '../../../shared/value/duration.ts';
import type { FileSubject } from '../../store/layer/file-viewer-store.ts';

/** The last name of a path. */
export function nameIn(path: string): string {
  return path.split('/').at(-1) ?? path;
}

const KIND_SENTENCES: Readonly<Record<FileSubject['kind'], string>> = {
  file: 'It is a file.',
  hardlink: 'It is another name of a file.',
  directory: 'It is a folder: what is in it stands in the tree.',
  symlink: 'It is a symbolic link.',
  'character-device': 'It is a character device: a door to a driver of the host, not a file.',
  'block-device': 'It is a block device: a door to a driver of the host, not a file.',
  fifo: 'It is a named pipe: what is written into it is kept nowhere.',
  other: 'It is of a kind that Berth does not know.',
};

/** What something without content is. */
export function subjectSentence({ kind, linkTarget }: FileSubject): string {
  if (kind === 'symlink' && linkTarget !== undefined) {
    return `It is a symbolic link that leads to ${linkTarget}.`;
  }
  return KIND_SENTENCES[kind];
}

const ENCODING_WORDS: Readonly<Record<TextEncoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16, little-endian',
  'utf-16be': 'UTF-16, big-endian',
  'latin-1': 'Latin-1, as it is no UTF-8',
};

const MEDIA_WORDS = {
  'image/png': 'PNG',
  'image/jpeg': 'JPEG',
  'image/gif': 'GIF',
  'image/webp': 'WebP',
} as const;

/** What a file turned out to be. */
export function contentWords({ content }: ShownFile): string {
  switch (content.kind) {
    case 'text':
      return ENCODING_WORDS[content.encoding];
    case 'image':
      return `${MEDIA_WORDS[content.mediaType]}, ${content.widthPx} × ${content.heightPx}`;
    case 'binary':
      return 'Binary';
  }
}

/** How much of a file is not shown; undefined where all of it is. */
export function cutWords({ content, sizeBytes, shownBytes }: ShownFile): string | undefined {
  if (content.kind === 'binary') {
    const headBytes = content.head.length;
    if (headBytes >= sizeBytes) return undefined;
    return `The first ${formatByteSize(headBytes)} of ${formatByteSize(sizeBytes)}, byte by byte.`;
  }
  if (shownBytes >= sizeBytes) return undefined;
  return `The first ${formatByteSize(shownBytes)} of ${formatByteSize(sizeBytes)}. Save the file to have all of it.`;
}

/** Why an image is not drawn. */
export const IMAGE_WORDS = {
  'image-too-large': 'This image is too large to be drawn here. Save it to look at it.',
  'image-damaged': 'This image is damaged: it does not say how large it is.',
} as const;

/** How far a fetch is. */
export function fetchingWords(progress: FileProgress | undefined, passedMs: number): string {
  const passed = formatElapsed(passedMs);
  if (progress === undefined || progress.readBytes === 0) {
    return `The engine prepares the image · ${passed}`;
  }
  const { readBytes, expectedBytes } = progress;
  return `${formatByteSize(readBytes)} of at most ${formatByteSize(expectedBytes)} passed · ${passed}`;
}

/** One version in a list of them. */
export function versionWords({ position, change, kind, sizeBytes }: PathEvent): string {
  const size = kind === 'file' || kind === 'hardlink' ? `, ${formatByteSize(sizeBytes)}` : '';
  return `Layer ${position + 1}: ${change}${size}`;
}
