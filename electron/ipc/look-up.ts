import { allContracts } from '../../shared/contract/all-contracts.ts';
import type { AnyRequest, AnyStream } from '../../shared/ipc/contract.ts';
import { AppError } from '../../shared/ipc/app-error.ts';
import type { AllHandlers, CallContext } from './handler-types.ts';

/** A handler, whatever its types: its input was checked against its contract first. */
export type AnyHandler = (input: unknown, context: CallContext) => unknown;

/** A method's contract with the handler that serves it. */
export interface Method {
  readonly name: string;
  readonly contract: AnyRequest | AnyStream;
  readonly handler: AnyHandler;
}

const methods = new Map<string, AnyRequest | AnyStream>(
  Object.entries(allContracts).flatMap(([domain, contract]) =>
    Object.entries(contract).map(
      ([method, declared]) => [`${domain}.${method}`, declared] as const,
    ),
  ),
);

/**
 * Finds a declared method. A Map, not property access: `__proto__` and its kind are no methods.
 * @throws AppError invalid-input when the contract does not declare it
 */
export function lookUp(handlers: AllHandlers, domain: unknown, method: unknown): Method {
  const name = `${typeof domain === 'string' ? domain : '?'}.${typeof method === 'string' ? method : '?'}`;
  const contract = methods.get(name);
  if (contract === undefined) {
    throw new AppError({
      code: 'invalid-input',
      message: 'The window asked for something that does not exist.',
      subject: name.slice(0, 128),
    });
  }
  return { name, contract, handler: handlerOf(handlers, name) };
}

function handlerOf(handlers: AllHandlers, name: string): AnyHandler {
  const [domain = '', method = ''] = name.split('.');
  const found: unknown = Reflect.get(Reflect.get(handlers, domain), method);
  if (typeof found !== 'function') throw new TypeError(`no handler for ${name}`);
  return (input, context) => Reflect.apply(found, undefined, [input, context]);
}

/** @throws AppError invalid-input, naming the first field that does not fit */
export function checkInput(method: Method, input: unknown): unknown {
  const checked = method.contract.input.safeParse(input);
  if (checked.success) return checked.data;
  const issue = checked.error.issues[0];
  throw new AppError({
    code: 'invalid-input',
    message: 'The window sent something that does not fit.',
    subject: method.name,
    ...(issue !== undefined && {
      cause: `${issue.path.join('.')}: ${issue.message}`.slice(0, 300),
    }),
  });
}
