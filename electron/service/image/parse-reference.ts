import { parseImageReference, type ImageReference } from '../../../shared/value/image-reference.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';

/** A name as Docker reads it. Fails with `invalid-input`. */
export function referenceOf(text: string): ImageReference {
  const reference = parseImageReference(text.trim());
  if (reference !== undefined) return reference;
  throw new AppError({
    code: 'invalid-input',
    message: `“${text.trim()}” is no name that an image can have.`,
    hint: 'A name reads like registry.example.org/team/image:tag, in lower case.',
    subject: text,
  });
}
