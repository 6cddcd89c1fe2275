import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allContracts } from '../../shared/contract/all-contracts.ts';
import { AppError } from '../../shared/ipc/app-error.ts';
import { answerRequest } from './answer-request.ts';
import type { AllHandlers } from './handler-types.ts';

const context = { signal: new AbortController().signal, webContentsId: 1 };
const silent = { info: () => undefined, error: () => undefined };

/** Handlers that count how often any of them was entered. */
function countingHandlers(): { handlers: AllHandlers; entered: () => number } {
  let entered = 0;
  const handlers = Object.fromEntries(
    Object.entries(allContracts).map(([domain, methods]) => [
      domain,
      Object.fromEntries(
        Object.keys(methods).map((method) => [
          method,
          () => {
            entered += 1;
          },
        ]),
      ),
    ]),
  );
  return { handlers: handlers as unknown as AllHandlers, entered: () => entered };
}

const requests = Object.entries(allContracts).flatMap(([domain, methods]) =>
  Object.entries(methods)
    .filter(([, contract]) => contract.kind === 'request')
    .map(([method]) => ({ domain, method })),
);

describe('answerRequest', () => {
  it.each([
    ['unknown domain', { domain: 'nothing', method: 'list' }],
    ['unknown method', { domain: 'container', method: 'explode' }],
    ['inherited name', { domain: '__proto__', method: 'constructor' }],
    ['no text', { domain: 7, method: { toString: (): string => 'list' } }],
    ['a stream', { domain: 'engine', method: 'events' }],
  ])('refuses %s by code', async (_what, call) => {
    const { handlers, entered } = countingHandlers();
    const reply = await answerRequest(handlers, { ...call, input: {} }, context, silent);
    expect(reply).toMatchObject({ ok: false, failure: { code: 'invalid-input' } });
    expect(entered()).toBe(0);
  });

  it('refuses 10,000 payloads that fit no method, before any handler is entered', async () => {
    const { handlers, entered } = countingHandlers();
    const junk = fc.oneof(
      fc.anything({
        withBigInt: true,
        withDate: true,
        withMap: true,
        withSet: true,
        withTypedArray: true,
      }),
      fc.record({ id: fc.oneof(fc.string(), fc.constant('f'.repeat(65)), fc.constant('../x')) }),
      fc.record({ launchId: fc.string({ minLength: 64 }), constructor: fc.anything() }),
    );
    const samples = fc.sample(junk, 10_000);
    let refused = 0;
    for (const [index, sample] of samples.entries()) {
      const call = requests[index % requests.length];
      if (call === undefined) throw new Error('the contract has no requests');
      // `unexpected` fits no strict object, so nothing that the generator makes may pass.
      const input =
        typeof sample === 'object' && sample !== null
          ? { ...sample, unexpected: 1 }
          : (sample ?? null);
      const reply = await answerRequest(handlers, { ...call, input }, context, silent);
      expect(reply.ok).toBe(false);
      if (!reply.ok && reply.failure.code === 'invalid-input') refused += 1;
    }
    expect(refused).toBe(10_000);
    expect(entered()).toBe(0);
  }, 60_000);

  it('hands an expected failure on whole and hides a defect behind `internal`', async () => {
    const failure = { code: 'not-found', message: 'No such container.', subject: 'x' } as const;
    const { handlers } = countingHandlers();
    const logged: string[] = [];
    const log = { info: () => undefined, error: (message: string) => logged.push(message) };
    const failing = (thrown: unknown): AllHandlers =>
      ({
        ...handlers,
        template: {
          list: () => {
            throw thrown;
          },
        },
      }) as unknown as AllHandlers;
    const call = { domain: 'template', method: 'list', input: {} };
    expect(await answerRequest(failing(new AppError(failure)), call, context, log)).toEqual({
      ok: false,
      failure,
    });
    expect(logged).toEqual([]);
    const defect = await answerRequest(failing(new Error('boom')), call, context, log);
    expect(defect).toMatchObject({ ok: false, failure: { code: 'internal' } });
    expect(JSON.stringify(defect)).not.toContain('at ');
    expect(logged).toHaveLength(1);
  });
});
