import type { HelperService } from '../../service/helper/helper-service.ts';
import type { DomainHandlers } from '../handler-types.ts';

/** Serves the domain `helper`. A helper lives as long as its terminal, whatever becomes of the page. */
export function helperHandlers(helpers: HelperService): DomainHandlers<'helper'> {
  return {
    watch: (_input, { signal }) => helpers.watch(signal),
    plan: async ({ containerId }, { signal }) => await helpers.plan(containerId, { signal }),
    open: async ({ containerId, image, size }) => ({
      sessionId: await helpers.open(containerId, image, size),
    }),
  };
}
