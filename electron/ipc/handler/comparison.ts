import type { ComparisonService } from '../../service/comparison/comparison-service.ts';
import type { DomainHandlers } from '../handler-types.ts';

/** Serves the domain `comparison`. */
export function comparisonHandlers(comparisons: ComparisonService): DomainHandlers<'comparison'> {
  return {
    facts: async ({ before, after }, { signal }) =>
      await comparisons.facts({ before, after }, { signal }),
    files: async (input) => await comparisons.files(input),
  };
}
