/** What is to be sent. */
export interface PayloadOrder {
  readonly seed: number;
  readonly count: number;
  readonly methods: readonly { readonly domain: string; readonly method: string }[];
}

/** What came of it. */
export interface PayloadOutcome {
  /** Calls that were answered with a value although their input fits no contract, and the input. */
  readonly accepted: readonly string[];
  readonly codes: readonly string[];
  /** Failures that tell of a stack or a path. */
  readonly leaks: readonly string[];
  readonly refusedByMain: number;
  readonly refusedByBridge: number;
}

/**
 * Sends hostile payloads over the real bridge. Runs in the page, so it stands on nothing outside itself.
 * Every payload is wrong for every method: it is no object, or it has a key that no contract knows.
 */
export async function hostilePayloads({
  seed,
  count,
  methods,
}: PayloadOrder): Promise<PayloadOutcome> {
  let state = seed;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const pick = <Value>(list: readonly Value[]): Value | undefined => list[random(list.length)];
  const cyclic: Record<string, unknown> = { extra: 1 };
  cyclic['self'] = cyclic;
  const nested = (depth: number): unknown => (depth === 0 ? 1 : { deeper: nested(depth - 1) });
  const big = 'x'.repeat(1024 * 1024);
  const texts = [
    '',
    '\0',
    '\uD800',
    '\u202Egpj.exe',
    '../../etc/passwd',
    '; rm -rf /',
    '$(id)',
    '%s%n',
  ];
  const ids = [
    'a'.repeat(64),
    'a'.repeat(65),
    'A'.repeat(64),
    '../'.repeat(20),
    `${'a'.repeat(64)}\n`,
  ];
  const numbers = [Number.NaN, Infinity, -Infinity, -0, 2 ** 53, -1, 1.5, 1e308];
  const keys = [
    'id',
    'engineId',
    'launchId',
    'templateId',
    'taskId',
    'name',
    'bounds',
    'force',
    'follow',
  ];
  const value = (): unknown =>
    pick<() => unknown>([
      () => pick(texts),
      () => pick(ids),
      () => pick(numbers),
      () => null,
      () => [pick(texts)],
      () => nested(random(120)),
      () => ({ $ne: null }),
      () => JSON.parse('{"__proto__":{"x":1}}'),
      () => Uint8Array.of(1, 2, 3),
    ])?.();
  const wrongObject = (): unknown => {
    const made: Record<string, unknown> = { 'not in any contract': value() };
    for (let n = random(5); n > 0; n -= 1) made[pick(keys) ?? 'id'] = value();
    return made;
  };
  const generic: readonly (() => unknown)[] = [
    () => pick(texts),
    () => pick(numbers),
    () => true,
    () => [],
    () => [wrongObject()],
    () => Symbol('s'),
    () => 10n,
    () => () => undefined,
    () => cyclic,
    () => nested(150),
    () => new Date(0),
    () => document.body,
    () => new Proxy({ extra: 1 }, {}),
    () => Uint8Array.of(1, 2, 3),
    () => JSON.parse('{"constructor":{"prototype":{"x":1}}}'),
  ];
  const accepted: string[] = [];
  const leaks: string[] = [];
  const codes = new Set<string>();
  let [refusedByMain, refusedByBridge] = [0, 0];
  const send = async (at: number): Promise<void> => {
    const { domain, method } = methods[at % methods.length] ?? { domain: '', method: '' };
    // A text of 1 MiB is costly; one in a hundred is enough.
    const isBig = at % 100 === 0;
    const payload = isBig ? { extra: big } : random(100) < 70 ? wrongObject() : pick(generic)?.();
    try {
      const reply = await window.berth.request(domain, method, payload);
      if (reply.ok || reply.failure === undefined) {
        const text = JSON.stringify(payload) ?? '';
        // What is left of an element on the other side is an empty object, which many methods take.
        if (text !== '{}') accepted.push(`${domain}.${method} ${text.slice(0, 100)}`);
      } else {
        refusedByMain += 1;
        codes.add(reply.failure.code);
        const told = JSON.stringify(reply);
        if (/\n\s+at |node:|file:|\/(home|tmp|var)\//.test(told)) leaks.push(told);
      }
    } catch {
      refusedByBridge += 1;
    }
  };
  // A hundred at once, as a page that means harm would.
  for (let first = 0; first < count; first += 100) {
    await Promise.all(
      Array.from({ length: Math.min(100, count - first) }, (_, n) => send(first + n)),
    );
  }
  return { accepted, codes: [...codes], leaks, refusedByMain, refusedByBridge };
}
