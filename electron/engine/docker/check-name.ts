import { AppError } from '../../../shared/ipc/app-error.ts';

/**
 * Ids and names go into a request's path as they are, so nothing may pass that means something
 * there. The engine checks the finer rules itself.
 */
const OBJECT_ID = /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/;
const REFERENCE = /^[a-zA-Z0-9](?:[a-zA-Z0-9_.:@-]|\/(?=[a-zA-Z0-9]))*$/;

/** An id, a beginning of one or a name of a container. Fails with `not-found`: none is called so. */
export function checkObjectId(id: string): string {
  if (OBJECT_ID.test(id)) return id;
  throw new AppError({
    code: 'not-found',
    message: `No container can have the name “${id}”.`,
    hint: 'Check the name.',
    subject: id,
  });
}

/** A name, digest or id of an image. Fails with `invalid-input`. */
export function checkReference(reference: string): string {
  if (REFERENCE.test(reference)) return reference;
  throw new AppError({
    code: 'invalid-input',
    message: `“${reference}” is no name that an image can have.`,
    hint: 'Check the name.',
    subject: reference,
  });
}

/** Name and tag; a colon before the last slash belongs to a registry's port. */
export function splitReference(reference: string): {
  readonly repository: string;
  readonly tag: string;
} {
  const colon = reference.lastIndexOf(':');
  if (colon <= reference.lastIndexOf('/')) return { repository: reference, tag: 'latest' };
  return { repository: reference.slice(0, colon), tag: reference.slice(colon + 1) };
}
