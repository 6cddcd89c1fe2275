import type { Reply } from '../../shared/ipc/reply.ts';
import { AppError } from '../../shared/ipc/app-error.ts';
import type { Logger } from '../log/logger.ts';
import type { AllHandlers, CallContext } from './handler-types.ts';
import { checkInput, lookUp } from './look-up.ts';
import { toFailure } from './to-failure.ts';

/** Answers one request that came from a trusted page. Never throws: every outcome is a `Reply`. */
export async function answerRequest(
  handlers: Promise<AllHandlers> | AllHandlers,
  call: { readonly domain: unknown; readonly method: unknown; readonly input: unknown },
  context: CallContext,
  log: Logger,
): Promise<Reply<unknown>> {
  let where = 'request';
  try {
    const method = lookUp(await handlers, call.domain, call.method);
    where = method.name;
    if (method.contract.kind !== 'request') {
      throw new AppError({
        code: 'invalid-input',
        message: 'The window asked a stream for one answer.',
        subject: where,
      });
    }
    return { ok: true, value: await method.handler(checkInput(method, call.input), context) };
  } catch (thrown) {
    return { ok: false, failure: toFailure(thrown, where, log) };
  }
}
