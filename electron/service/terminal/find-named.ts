import type { Container } from '../../../shared/contract/container.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';

/** How many of several containers a sentence names. */
const NAMED_COUNT = 3;

/**
 * The container that a word means, as the Docker CLI reads it: its id, its name, or the beginning of one id.
 * Fails with `not-found`, or `conflict` where it means several.
 */
export function findNamed(containers: readonly Container[], word: string): Container {
  const exact =
    containers.find(({ id }) => id === word) ?? containers.find(({ name }) => name === word);
  if (exact !== undefined) return exact;
  const [first, ...others] = containers.filter(({ id }) => word !== '' && id.startsWith(word));
  if (first === undefined) {
    throw new AppError({
      code: 'not-found',
      message: `There is no container “${word}”.`,
      hint: 'Look at the list of containers for its name.',
      subject: word,
    });
  }
  if (others.length === 0) return first;
  const names = [first, ...others].map(({ name }) => name);
  const shown = names.slice(0, NAMED_COUNT).join(', ');
  throw new AppError({
    code: 'conflict',
    message: `“${word}” is the beginning of ${names.length} container IDs.`,
    hint: `Type more of it, or a name: ${shown}${names.length > NAMED_COUNT ? ', …' : ''}.`,
    subject: word,
  });
}
