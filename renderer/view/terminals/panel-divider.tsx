import { useRef } from 'react';
import {
  DEFAULT_HEIGHT_PX,
  MIN_HEIGHT_PX,
  resizeTerminals,
  SCREEN_ABOVE_PX,
} from '../../store/terminal-panel-store.ts';
import style from './terminals-panel.module.css';

/** One press of an arrow key: about a line. */
const STEP_PX = 20;

/** The edge between the screen and the panel: dragged, or moved by the arrow keys. */
export function PanelDivider({ heightPx }: { readonly heightPx: number }): React.JSX.Element {
  const grip = useRef<{ readonly y: number; readonly heightPx: number }>(undefined);
  return (
    // A separator that takes the focus is a control: arrow keys move it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="separator"
      aria-label="Height of the terminals"
      aria-orientation="horizontal"
      aria-valuenow={heightPx}
      aria-valuemin={MIN_HEIGHT_PX}
      aria-valuemax={Math.max(MIN_HEIGHT_PX, window.innerHeight - SCREEN_ABOVE_PX)}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className={style['divider']}
      onDoubleClick={() => resizeTerminals(DEFAULT_HEIGHT_PX)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        grip.current = { y: event.clientY, heightPx };
      }}
      onPointerMove={({ clientY }) => {
        if (grip.current !== undefined) {
          resizeTerminals(grip.current.heightPx + grip.current.y - clientY);
        }
      }}
      onLostPointerCapture={() => (grip.current = undefined)}
      onKeyDown={(event) => {
        const by = event.key === 'ArrowUp' ? STEP_PX : event.key === 'ArrowDown' ? -STEP_PX : 0;
        if (by === 0) return;
        event.preventDefault();
        resizeTerminals(heightPx + by);
      }}
    />
  );
}
