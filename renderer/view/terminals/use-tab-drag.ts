import { useRef, useState, type PointerEvent } from 'react';

/** Less is a click by a hand that trembles. */
const DRAG_FROM_PX = 5;

interface TabDrag {
  /** Before which tab the dragged one would come to stand, counted from 0; undefined while none is dragged. */
  readonly dropAt: number | undefined;
  /** What a tab's box listens to. */
  readonly handlersOf: (index: number) => {
    readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerUp: (event: PointerEvent<HTMLElement>) => void;
    readonly onLostPointerCapture: () => void;
  };
}

/** Tabs that are dragged among themselves; `onDrop` is told the place that a tab was dropped at. */
export function useTabDrag(onDrop: (from: number, to: number) => void): TabDrag {
  const grip = useRef<{ readonly x: number; readonly from: number }>(undefined);
  const [dropAt, setDropAt] = useState<number>();
  const end = (): void => {
    grip.current = undefined;
    setDropAt(undefined);
  };
  return {
    dropAt,
    handlersOf: (from) => ({
      onPointerDown: ({ button, clientX }) => {
        if (button === 0) grip.current = { x: clientX, from };
      },
      onPointerMove: (event) => {
        const { current } = grip;
        if (current === undefined) return;
        if (dropAt === undefined) {
          if (Math.abs(event.clientX - current.x) < DRAG_FROM_PX) return;
          event.currentTarget.setPointerCapture(event.pointerId);
        }
        setDropAt(placeAt(event.clientX, event.currentTarget));
      },
      onPointerUp: ({ clientX, currentTarget }) => {
        const { current } = grip;
        if (current === undefined || dropAt === undefined) return end();
        const to = placeAt(clientX, currentTarget);
        // Its own place is free then: what stands behind it moves up.
        onDrop(current.from, to > current.from ? to - 1 : to);
        end();
      },
      onLostPointerCapture: end,
    }),
  };
}

/** The first tab whose middle is right of the mouse; behind the last one where none is. */
function placeAt(x: number, box: HTMLElement): number {
  const boxes = [...(box.parentElement?.children ?? [])].filter((other) =>
    other.hasAttribute('data-tab'),
  );
  const index = boxes.findIndex((other) => {
    const { left, width } = other.getBoundingClientRect();
    return x < left + width / 2;
  });
  return index < 0 ? boxes.length : index;
}
