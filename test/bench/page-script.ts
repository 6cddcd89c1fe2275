// Functions that run in the measured page. Only their text travels, so each stands alone and uses nothing but its
// argument and `window.bench`, which `installKit` puts there.

/** What the other functions here share inside the page. */
interface PageKit {
  /** Waits for the first value that is not undefined; looks whenever the document changes. */
  readonly until: <Value>(look: () => Value | undefined) => Promise<Value>;
  /** Waits until the frame that shows what the document holds now has been made. */
  readonly painted: () => Promise<void>;
  /** The elements of a kind that have this accessible name. */
  readonly named: (selector: string, name: string) => HTMLElement[];
  readonly link: (name: string) => HTMLElement | undefined;
  /** How often the page was hidden: Chromium then holds frames and timers back, and no time means anything. */
  hiddenCount: number;
  /** The list of containers, once it says that it holds this many and the rows that fit are there. */
  readonly grid: (containers: number) => HTMLElement | undefined;
}

declare global {
  interface Window {
    bench: PageKit;
  }
}

/** Puts the shared functions into the page; once per window, before all others. */
export function installKit(): void {
  const until = <Value>(look: () => Value | undefined): Promise<Value> =>
    new Promise((resolve) => {
      const lookAgain = (): boolean => {
        const value = look();
        if (value === undefined) return false;
        observer.disconnect();
        resolve(value);
        return true;
      };
      const observer = new MutationObserver(lookAgain);
      if (lookAgain()) return;
      const what = { subtree: true, childList: true, attributes: true, characterData: true };
      observer.observe(document, what);
    });
  const painted = (): Promise<void> =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => resolve());
        port1.start();
        port2.postMessage(undefined);
      });
    });
  const nameOf = (element: HTMLElement): string => {
    const ids = element.getAttribute('aria-labelledby')?.split(' ') ?? [];
    const texts = ids.map((id) => document.querySelector(`#${CSS.escape(id)}`)?.textContent);
    return (element.getAttribute('aria-label') ?? texts.join(' ')).trim();
  };
  const named = (selector: string, name: string): HTMLElement[] =>
    [...document.querySelectorAll<HTMLElement>(selector)].filter((e) => nameOf(e) === name);
  // A link's visible text is its name; a count may follow that is not part of it.
  const link = (name: string): HTMLElement | undefined =>
    [...document.querySelectorAll<HTMLElement>('nav[aria-label="Main"] a')].find(
      ({ textContent }) => textContent.trim().startsWith(name),
    );
  const grid = (containers: number): HTMLElement | undefined => {
    const [element] = named('[role="grid"], [role="table"]', 'Containers');
    // The header is a row of its own, and counts as one.
    if (Number(element?.getAttribute('aria-rowcount') ?? 0) <= containers) return undefined;
    const rows = element?.querySelectorAll('[aria-rowindex]:not([aria-rowindex="1"])') ?? [];
    const bottom = rows[rows.length - 1]?.getBoundingClientRect().bottom ?? 0;
    const isFull = bottom >= (element?.getBoundingClientRect().bottom ?? 0) - 1;
    return rows.length >= containers || isFull ? (element ?? undefined) : undefined;
  };
  window.bench = { until, painted, named, link, grid, hiddenCount: 0 };
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') window.bench.hiddenCount += 1;
  });
}

/** Fails where the page was hidden since the kit was put into it. */
export function checkVisible(): void {
  const { hiddenCount } = window.bench;
  if (hiddenCount > 0)
    throw new Error(`the window was hidden ${hiddenCount} times while measuring`);
}

/** Goes to another screen by its link and comes back to the list; returns the way back in milliseconds. */
export async function switchToList(containers: number): Promise<number> {
  const { until, painted, named, link, grid } = window.bench;
  (await until(() => link('Notebooks'))).click();
  await until(() =>
    named('[role="grid"], [role="table"]', 'Containers').length > 0 ? undefined : true,
  );
  await painted();
  await new Promise((resolve) => setTimeout(resolve, 500));
  const startMs = performance.now();
  (await until(() => link('Containers'))).click();
  await until(() => grid(containers));
  await painted();
  return performance.now() - startMs;
}

/** The times between this many frames of a page that has nothing to draw, in milliseconds. */
export function frameTimes(count: number): Promise<number[]> {
  return new Promise((resolve) => {
    const times: number[] = [];
    let before: number | undefined;
    const onFrame = (atMs: number): void => {
      if (before !== undefined) times.push(atMs - before);
      before = atMs;
      if (times.length < count) requestAnimationFrame(onFrame);
      else resolve(times);
    };
    requestAnimationFrame(onFrame);
  });
}

/**
 * Scrolls the list from its first row to its last in this many frames and returns the times between them. Fails where
 * rows were missing on the way, because drawing nothing is quick.
 */
export function scrollTimes(input: { containers: number; frames: number }): Promise<number[]> {
  const list = window.bench.grid(input.containers);
  if (list === undefined) throw new Error('the list is not on the screen');
  const lengthPx = list.scrollHeight - list.clientHeight;
  const { left, top, width, height } = list.getBoundingClientRect();
  const isRowInTheMiddle = (): boolean => {
    const element = document.elementFromPoint(left + width / 2, top + height / 2);
    return element?.closest('[aria-rowindex]') !== null;
  };
  list.scrollTop = 0;
  return new Promise((resolve, reject) => {
    const times: number[] = [];
    let before: number | undefined;
    const onFrame = (atMs: number): void => {
      if (before !== undefined) times.push(atMs - before);
      before = atMs;
      if (times.length % 10 === 0 && !isRowInTheMiddle()) {
        return reject(new Error(`no row in the middle of the list at frame ${times.length}`));
      }
      list.scrollTop = (lengthPx * (times.length + 1)) / input.frames;
      if (times.length < input.frames) requestAnimationFrame(onFrame);
      else resolve(times);
    };
    requestAnimationFrame(onFrame);
  });
}

/** Waits until the row of this container says this and has been painted; returns when, in milliseconds since 1970. */
export async function rowSays(input: { name: string; word: string }): Promise<number> {
  const { until, painted } = window.bench;
  const deadlineMs = 20_000;
  const label = (): string =>
    [...document.querySelectorAll('[role="row"][aria-label]')]
      .map((row) => row.getAttribute('aria-label') ?? '')
      .find((text) => text.startsWith(input.name)) ?? 'absent';
  const shown = until(() => (label().toLowerCase().includes(input.word) ? true : undefined));
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => {
      const page = `the page is ${document.visibilityState}`;
      reject(
        new Error(`the row of ${input.name} is not "${input.word}" but "${label()}"; ${page}`),
      );
    }, deadlineMs);
  });
  await Promise.race([shown.then(painted), late]);
  return Date.now();
}

/** Clicks Launch on the template's card and waits until its launch is shown as ready; returns milliseconds. */
export async function clickLaunch(title: string): Promise<number> {
  const { until, painted, named, link } = window.bench;
  (await until(() => link('Notebooks'))).click();
  const button = await until(() => {
    const [card] = named('article', title).filter(
      (article) => article.closest('[aria-label="Running"]') === null,
    );
    const buttons = [...(card?.querySelectorAll('button') ?? [])];
    // Until the engine answers it is there, and takes no click.
    return buttons.find(
      (each) =>
        each.textContent.trim() === 'Launch' &&
        !each.disabled &&
        each.getAttribute('aria-disabled') !== 'true',
    );
  });
  const startMs = performance.now();
  button.click();
  await until(() => {
    const [running] = named('section, [role="region"]', 'Running');
    const texts = [...(running?.querySelectorAll('[role="status"], output') ?? [])].map(
      ({ textContent }) => textContent.trim(),
    );
    if (texts.some((text) => text.startsWith('Failed'))) {
      throw new Error(`the launch failed: ${running?.textContent ?? ''}`);
    }
    return texts.some((text) => text.startsWith('Ready')) ? true : undefined;
  });
  await painted();
  return performance.now() - startMs;
}

/** Removes a launch and its container, and waits until it is shown no more. */
export async function removeLaunch(launchId: string): Promise<void> {
  const { until, named } = window.bench;
  const { berth } = globalThis as unknown as {
    readonly berth: {
      readonly request: (domain: string, method: string, input: unknown) => Promise<unknown>;
    };
  };
  const reply = await berth.request('launch', 'remove', { launchId });
  if (!(reply as { readonly ok: boolean }).ok) throw new Error(JSON.stringify(reply));
  await until(() => {
    const [running] = named('section, [role="region"]', 'Running');
    return running?.querySelector('article') ? undefined : true;
  });
}
