import type { ExecService } from '../../service/exec/exec-service.ts';
import type { DomainHandlers } from '../handler-types.ts';

/** Serves the domain `exec`. */
export function execHandlers(execs: ExecService): DomainHandlers<'exec'> {
  return {
    list: async ({ containerId }, { signal }) => await execs.list(containerId, { signal }),
    end: async ({ containerId, execId }) => await execs.end(containerId, execId),
  };
}
