import type { ImageList, ImageUser } from '../../../shared/contract/image.ts';
import { formatByteSize } from '../../../shared/value/byte-size.ts';
import { formatPlural } from '../../../shared/value/count.ts';
import { shortId } from '../../../shared/value/short-id.ts';
import type { ImageLine, NameLine } from './image-lines.ts';
import { familyWords } from './image-lines.ts';

/** A name as a person reads it: a bare id is shortened. */
export function referenceWords(reference: string): string {
  const [name = '', digest] = reference.split('@');
  if (digest !== undefined) return `${name}@${shortId(digest)}`;
  return reference.startsWith('sha256:') ? shortId(reference) : reference;
}

/** A line's accessible name: it begins with the image's, as everything that looks one up relies on. */
export function lineLabel(line: ImageLine): string {
  if (line.kind === 'family') return familyWords(line);
  const { reference, image } = line;
  return `${referenceWords(reference)}, ${formatByteSize(image.sizeBytes)}, ${userWords(image.users)}`;
}

/** Who uses an image, in a few words. */
export function userWords(users: readonly ImageUser[]): string {
  const [first] = users;
  if (first === undefined) return 'unused';
  return users.length === 1 ? first.name : formatPlural(users.length, 'container');
}

/** Everyone who uses it, with their states. */
export function userSentence(users: readonly ImageUser[]): string {
  return users.map(({ name, state }) => `${name} (${state})`).join(', ');
}

/** The unique size of a line, or why it is not known. */
export function uniqueWords(
  { image }: NameLine,
  usage: ImageList['usage'] | undefined,
): { readonly text: string; readonly why?: string } {
  if (image.uniqueBytes !== undefined) return { text: formatByteSize(image.uniqueBytes) };
  if (usage?.kind === 'counting') return { text: '…', why: 'The engine is counting.' };
  if (usage?.kind === 'unknown') {
    return {
      text: 'unknown',
      why: `Unknown, because it could not be counted: ${usage.failure.message}`,
    };
  }
  return { text: 'unknown', why: 'Unknown, because the engine did not count this image.' };
}

/** What of the disk all images take. */
export function totalWords(list: ImageList): string {
  const { usage } = list;
  const count = formatPlural(list.images.length, 'image').replace(/ .*/, '');
  if (usage.kind !== 'known' || usage.layersBytes === undefined) return count;
  return `${count} · ${formatByteSize(usage.layersBytes)} on disk`;
}
