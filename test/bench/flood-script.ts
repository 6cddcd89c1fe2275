// Functions that run in the measured page, like terminal-script.ts: only their text travels.

/** The part of the preload's bridge that is used here. */
interface Bridge {
  readonly request: (domain: string, method: string, input: unknown) => Promise<{ ok: boolean }>;
}

/** Types a command and, until a line is exactly this, times other requests; returns how long each took. */
export async function requestsUntil(input: {
  readonly containerId: string;
  readonly command: string;
  readonly line: string;
  readonly pauseMs: number;
  readonly withinMs: number;
}): Promise<readonly number[]> {
  const { berth } = globalThis as unknown as { readonly berth: Bridge };
  const { type, lines } = window.terminalBench;
  const requestsMs: number[] = [];
  const endMs = performance.now() + input.withinMs;
  type(`${input.command}\r`);
  while (!lines().includes(input.line)) {
    if (performance.now() > endMs) throw new Error(`no ${input.line} on the screen`);
    const askedMs = performance.now();
    const reply = await berth.request('container', 'get', { id: input.containerId });
    if (!reply.ok) throw new Error(JSON.stringify(reply));
    requestsMs.push(performance.now() - askedMs);
    await new Promise((resolve) => setTimeout(resolve, input.pauseMs));
  }
  return requestsMs;
}

/** Opens terminals in the same container until there are so many, and types a line into each. */
export async function openTerminals(input: { count: number; command: string }): Promise<void> {
  const { until, named } = window.bench;
  const { shown, type } = window.terminalBench;
  const tabCount = (): number => document.querySelectorAll('[role="tab"]').length;
  const [panel] = named('section, [role="region"]', 'Terminals');
  const button = [...(panel?.querySelectorAll('button') ?? [])].find(
    (each) => each.getAttribute('aria-label') === 'New terminal',
  );
  if (button === undefined) throw new Error('there is no button New terminal');
  const start = async (): Promise<void> => {
    const isFresh = (lines: string[]): boolean =>
      lines.findLast((line) => line !== '') === '/ #' &&
      !lines.some((line) => line.includes(input.command));
    await shown(isFresh, `prompt ${tabCount()}`);
    type(`${input.command}\r`);
    await shown((lines) => lines.some((line) => line.includes(input.command)), input.command);
  };
  await start();
  for (let count = tabCount() + 1; count <= input.count; count += 1) {
    button.click();
    await until(() => (tabCount() >= count ? true : undefined));
    await start();
  }
}
