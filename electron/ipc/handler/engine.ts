import type { EngineService } from '../../service/engine/engine-service.ts';
import type { DomainHandlers } from '../handler-types.ts';

/** Serves the domain `engine`. */
export function engineHandlers(engine: EngineService): DomainHandlers<'engine'> {
  return {
    events: (_input, { signal }) => engine.notices(signal),
    retry: () => engine.retry(),
    contexts: async () => [...(await engine.contexts())],
    selectContext: async ({ name }) => await engine.selectContext(name),
  };
}
