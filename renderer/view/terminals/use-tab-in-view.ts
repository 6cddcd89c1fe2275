import { useEffect, useRef, type RefObject, type WheelEvent } from 'react';

interface TabInView {
  readonly list: RefObject<HTMLDivElement | null>;
  readonly onWheel: (event: WheelEvent<HTMLElement>) => void;
}

/** Keeps the chosen one of many tabs in sight: it says which container the keys go to. The wheel goes along them. */
export function useTabInView(activeTabId: string | undefined): TabInView {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current } = list;
    if (current === null) return;
    const show = (): void => {
      const boxes = [...current.querySelectorAll<HTMLElement>('[data-tab]')];
      const chosen = boxes.find(({ dataset }) => dataset['tab'] === activeTabId);
      chosen?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    };
    show();
    // A window that becomes narrower takes its room away.
    const observer = new ResizeObserver(show);
    observer.observe(current);
    return () => observer.disconnect();
  }, [activeTabId]);
  return {
    list,
    onWheel: ({ currentTarget, deltaX, deltaY }) => {
      if (deltaX === 0) currentTarget.scrollLeft += deltaY;
    },
  };
}
