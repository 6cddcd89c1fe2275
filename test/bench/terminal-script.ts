// Functions that run in the measured page, like page-script.ts: only their text travels. They look at the screen's lines
// as they are in the document and type where a person's keys go in.

import type { DownMessage } from '../../shared/ipc/port-message.ts';

/** What the other functions here share inside the page. */
interface TerminalKit {
  /** Gives text to the terminal that is shown, as keys do. */
  readonly type: (text: string) => void;
  /** The lines of the screen without what is empty at their ends. */
  readonly lines: () => string[];
  /** Waits until the screen's lines are so and that has been painted; looks whenever they change. */
  readonly shown: (isSo: (lines: string[]) => boolean, what: string) => Promise<void>;
}

declare global {
  interface Window {
    terminalBench: TerminalKit;
  }
}

/** Puts the shared functions into the page; after `installKit`. */
export function installTerminalKit(): void {
  const deadlineMs = 45_000;
  // Screens of other tabs are kept, unseen.
  const screen = (): Element | undefined =>
    [...document.querySelectorAll('.xterm')].find((each) => each.checkVisibility());
  const rows = (): Element | null | undefined => screen()?.querySelector('.xterm-rows');
  const lines = (): string[] =>
    [...(rows()?.children ?? [])].map((row) =>
      (row.textContent ?? '').replaceAll('\u00A0', ' ').trimEnd(),
    );
  const type = (text: string): void => {
    const input = screen()?.querySelector('.xterm-helper-textarea');
    if (input === null || input === undefined) throw new Error('no terminal is shown');
    input.dispatchEvent(new InputEvent('input', { data: text, inputType: 'insertText' }));
  };
  const shown = async (isSo: (lines: string[]) => boolean, what: string): Promise<void> => {
    await new Promise<void>((resolve, reject) => {
      const look = (): void => {
        if (!isSo(lines())) return;
        observer.disconnect();
        clearTimeout(late);
        // Lines change inside of an animation frame: the next task comes after that frame was made.
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => {
          port1.close();
          resolve();
        });
        port1.start();
        port2.postMessage(undefined);
      };
      const observer = new MutationObserver(look);
      const late = setTimeout(() => {
        observer.disconnect();
        reject(new Error(`no ${what} on the screen: ${JSON.stringify(lines().slice(-5))}`));
      }, deadlineMs);
      observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      look();
    });
  };
  window.terminalBench = { type, lines, shown };
}

/** Opens a terminal from the container's row and waits for its prompt. */
export async function openTerminalOf(name: string): Promise<void> {
  const { until, link } = window.bench;
  const { shown } = window.terminalBench;
  (await until(() => link('Containers'))).click();
  const button = await until(() => {
    const row = [...document.querySelectorAll('[role="row"][aria-label]')].find((each) =>
      (each.getAttribute('aria-label') ?? '').startsWith(name),
    );
    const buttons = [...(row?.querySelectorAll('button') ?? [])];
    return buttons.find((each) => each.getAttribute('aria-label') === 'Terminal');
  });
  button.click();
  await shown((lines) => lines.some((line) => line === '/ #'), 'prompt');
}

/** Types a line and waits until a line is exactly this; returns the milliseconds between. */
export async function typeUntil(input: { command: string; line: string }): Promise<number> {
  const { type, shown } = window.terminalBench;
  const startMs = performance.now();
  type(`${input.command}\r`);
  await shown((lines) => lines.includes(input.line), input.line);
  return performance.now() - startMs;
}

/** Types keys one after another, each when the last is drawn, and returns how long each took. */
export async function echoTimes(count: number): Promise<number[]> {
  const { type, shown } = window.terminalBench;
  const pauseMs = 37;
  const times: number[] = [];
  let line = '/ #';
  for (let index = 0; index < count; index += 1) {
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    const key = String.fromCharCode(0x61 + (index % 26));
    line = index === 0 ? `${line} ${key}` : `${line}${key}`;
    const wanted = line;
    const startMs = performance.now();
    type(key);
    await shown((lines) => lines.includes(wanted), wanted);
    times.push(performance.now() - startMs);
  }
  type('\u0015\f');
  await shown((lines) => lines.filter((text) => text !== '').join() === '/ #', 'empty line');
  return times;
}

/** Starts a flood, and after a while interrupts it; returns the longest frame of it and the time until the prompt. */
export async function floodAndInterrupt(
  floodMs: number,
): Promise<{ readonly longestFrameMs: number; readonly promptMs: number }> {
  const { type, shown, lines: linesNow } = window.terminalBench;
  type("yes 'flood flood flood flood flood flood flood flood flood'\r");
  await shown((lines) => lines.every((line) => line.startsWith('flood')), 'flood');
  const longestFrameMs = await new Promise<number>((resolve) => {
    const startMs = performance.now();
    let before = startMs;
    let longest = 0;
    const onFrame = (): void => {
      const nowMs = performance.now();
      longest = Math.max(longest, nowMs - before);
      before = nowMs;
      if (nowMs - startMs < floodMs) requestAnimationFrame(onFrame);
      else resolve(longest);
    };
    requestAnimationFrame(onFrame);
  });
  if (linesNow().some((line) => line.startsWith('/ #')))
    throw new Error('the flood ended by itself');
  const startMs = performance.now();
  type('\u0003');
  await shown((lines) => lines.findLast((line) => line !== '') === '/ #', 'prompt');
  const promptMs = performance.now() - startMs;
  type('\f');
  await shown((lines) => lines.filter((text) => text !== '').join() === '/ #', 'empty screen');
  return { longestFrameMs, promptMs };
}

/** Opens one more terminal in the same container, and waits for its prompt; the first one shows this line. */
export async function openSecondTerminal(first: string): Promise<void> {
  const { until, named } = window.bench;
  const { shown } = window.terminalBench;
  const [panel] = named('section, [role="region"]', 'Terminals');
  const button = [...(panel?.querySelectorAll('button') ?? [])].find(
    (each) => each.getAttribute('aria-label') === 'New terminal',
  );
  if (button === undefined) throw new Error('there is no button New terminal');
  button.click();
  await until(() => (document.querySelectorAll('[role="tab"]').length >= 2 ? true : undefined));
  const isSecond = (lines: string[]): boolean => lines.includes('/ #') && !lines.includes(first);
  await shown(isSecond, 'second prompt');
}

/**
 * Has the first terminal print while the second one is shown, so much that its hidden screen lets go of the session; then
 * returns how long the way back took: from the click until the screen, drawn anew from what main holds, ends with this line.
 */
export async function attachAnew(input: { command: string; line: string }): Promise<number> {
  const { type, shown } = window.terminalBench;
  const [first, second] = document.querySelectorAll<HTMLElement>('[role="tab"]');
  const switchMs = 300;
  const printMs = 3000;
  first?.click();
  await new Promise((resolve) => setTimeout(resolve, switchMs));
  type(`sleep 1; ${input.command}\r`);
  second?.click();
  await shown((lines) => !lines.some((line) => line.includes('sleep 1')), 'second terminal');
  await new Promise((resolve) => setTimeout(resolve, printMs));
  const startMs = performance.now();
  first?.click();
  await shown((lines) => lines.includes(input.line), input.line);
  return performance.now() - startMs;
}

/** The part of the preload's bridge that is used here. */
interface Bridge {
  readonly request: (
    domain: string,
    method: string,
    input: unknown,
  ) => Promise<{ readonly ok: boolean; readonly value?: { readonly sessionId: string } }>;
  readonly open: (nonce: string, domain: string, method: string, input: unknown) => void;
}

/** Reads a session as the window does, without drawing it, and counts what comes between two marks. */
export async function countBetweenMarks(input: {
  readonly containerId: string;
  readonly commands: readonly string[];
}): Promise<readonly number[]> {
  const { berth } = globalThis as unknown as { readonly berth: Bridge };
  const size = { columns: 120, rows: 30 };
  const { containerId } = input;
  const opened = await berth.request('terminal', 'open', { containerId, size });
  const sessionId = opened.value?.sessionId;
  if (sessionId === undefined) throw new Error(JSON.stringify(opened));
  const nonce = crypto.randomUUID();
  const port = await new Promise<MessagePort>((resolve) => {
    window.addEventListener('message', function onPort({ data, ports }: MessageEvent) {
      if ((data as { readonly nonce?: string }).nonce !== nonce || ports[0] === undefined) return;
      window.removeEventListener('message', onPort);
      resolve(ports[0]);
    });
    berth.open(nonce, 'terminal', 'attach', { sessionId, size, mayShorten: false });
  });
  const decoder = new TextDecoder('latin1');
  let onText: (text: string) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  let windowBytes = 0;
  let owedBytes = 0;
  port.addEventListener('message', ({ data }: MessageEvent) => {
    const message = data as DownMessage;
    if (message.kind === 'open') {
      windowBytes = message.window;
      return port.postMessage({ kind: 'credit', amount: windowBytes });
    }
    if (message.kind !== 'item') return fail(new Error(JSON.stringify(message)));
    const bytes = message.item as Uint8Array;
    onText(decoder.decode(bytes));
    owedBytes += bytes.byteLength;
    if (owedBytes < windowBytes / 4) return;
    port.postMessage({ kind: 'credit', amount: owedBytes });
    owedBytes = 0;
  });
  const say = async (text: string): Promise<void> => {
    const reply = await berth.request('terminal', 'write', { sessionId, text });
    if (!reply.ok) throw new Error(JSON.stringify(reply));
  };
  const prompted = new Promise<void>((resolve) => {
    onText = (text) => void (text.includes('# ') && resolve());
  });
  port.start();
  await prompted;
  const counts: number[] = [];
  for (const command of input.commands) {
    const counted = new Promise<number>((resolve, reject) => {
      fail = reject;
      // Before the first mark everything is kept, behind it as much as the second one has.
      let held = '';
      let count: number | undefined;
      onText = (text) => {
        held += text;
        if (count === undefined) {
          const at = held.indexOf('BEGIN\r\n');
          if (at < 0) return;
          held = held.slice(at + 7);
          count = 0;
        }
        const endAt = held.indexOf('END\r\n');
        if (endAt >= 0) return resolve(count + endAt);
        const kept = Math.min(held.length, 4);
        count += held.length - kept;
        held = held.slice(held.length - kept);
      };
    });
    await say(`echo BE""GIN; ${command}; echo E""ND\r`);
    counts.push(await counted);
  }
  port.close();
  const closed = await berth.request('terminal', 'close', { sessionId });
  if (!closed.ok) throw new Error(JSON.stringify(closed));
  return counts;
}
