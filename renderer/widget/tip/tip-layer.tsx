import { useEffect, useRef, useState } from 'react';
import style from './tip-layer.module.css';

/** Long enough not to flicker under a passing pointer. */
const SHOW_AFTER_MS = 450;
/** Space kept from the window's edges and from the target, in CSS pixels. */
const GAP_PX = 6;

interface Tip {
  readonly text: string;
  readonly target: Element;
}

/**
 * Shows the `data-tip` of whatever is pointed at or focused by keyboard. One layer for the whole
 * window: a table of thousands of buttons then costs nothing.
 */
export function TipLayer(): React.JSX.Element | null {
  const [tip, setTip] = useState<Tip>();
  useEffect(() => followTips(setTip), []);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (box.current !== null && tip !== undefined) place(box.current, tip.target);
  }, [tip]);
  if (tip === undefined) return null;
  return (
    <div ref={box} className={style['tip']} aria-hidden="true">
      {tip.text}
    </div>
  );
}

function followTips(show: (tip: Tip | undefined) => void): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hide = (): void => {
    clearTimeout(timer);
    show(undefined);
  };
  const offer = (event: Event, delayMs: number): void => {
    const target = event.target instanceof Element ? event.target.closest('[data-tip]') : null;
    hide();
    if (target === null) return;
    timer = setTimeout(() => {
      const text = target.getAttribute('data-tip') ?? '';
      if (text !== '' && target.isConnected && !saysAlready(target, text)) show({ text, target });
    }, delayMs);
  };
  document.addEventListener('pointerover', (event) => offer(event, SHOW_AFTER_MS), { signal });
  document.addEventListener(
    'focusin',
    (event) => {
      if (event.target instanceof Element && event.target.matches(':focus-visible')) {
        offer(event, SHOW_AFTER_MS);
      }
    },
    { signal },
  );
  for (const name of ['focusout', 'pointerdown', 'keydown', 'wheel', 'pointerleave']) {
    document.addEventListener(name, hide, { signal, capture: true, passive: true });
  }
  return () => {
    controller.abort();
    clearTimeout(timer);
  };
}

/** Text that is there in full needs no tip; one that was cut does. */
function saysAlready(target: Element, text: string): boolean {
  const box = target.closest('[role=gridcell]') ?? target;
  const isCut = box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight;
  return target.textContent.trim() === text && !isCut;
}

function place(box: HTMLElement, target: Element): void {
  const at = target.getBoundingClientRect();
  const { width, height } = box.getBoundingClientRect();
  const x = at.left + at.width / 2 - width / 2;
  const isBelow = at.bottom + GAP_PX + height < window.innerHeight - GAP_PX;
  box.style.left = `${Math.max(GAP_PX, Math.min(x, window.innerWidth - width - GAP_PX))}px`;
  box.style.top = `${isBelow ? at.bottom + GAP_PX : at.top - height - GAP_PX}px`;
  box.style.visibility = 'visible';
}
