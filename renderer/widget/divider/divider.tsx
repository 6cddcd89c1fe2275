import { useRef } from 'react';
import { classNames } from '../class-names.ts';
import style from './divider.module.css';

interface DividerProps {
  readonly label: string;
  /** How the two parts that it lies between stand to each other: side by side, or one above the other. */
  readonly axis: 'row' | 'column';
  /** The size that it changes: in pixels, or in percent of what holds both parts. */
  readonly value: number;
  readonly unit: 'px' | 'percent';
  readonly min: number;
  readonly max: number;
  /** Where two presses of the mouse bring it. */
  readonly usual: number;
  /** One press of an arrow key. */
  readonly step: number;
  /** Whether the size is that of the second part: moving up or left makes it larger. */
  readonly isOfSecond?: boolean;
  readonly onMove: (value: number) => void;
}

/** The edge between two parts: dragged, or moved by the arrow keys. */
export function Divider(props: DividerProps): React.JSX.Element {
  const { label, axis, value, unit, min, max, usual, step, isOfSecond = false, onMove } = props;
  const grip = useRef<Grip>(undefined);
  const isRow = axis === 'row';
  const sign = isOfSecond ? -1 : 1;
  return (
    // A separator that takes the focus is a control: arrow keys move it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="separator"
      aria-label={label}
      aria-orientation={isRow ? 'vertical' : 'horizontal'}
      aria-valuenow={value}
      aria-valuetext={unit === 'percent' ? `${value} %` : `${value} pixels`}
      aria-valuemin={min}
      aria-valuemax={max}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className={classNames(style['divider'], style[axis])}
      onDoubleClick={() => onMove(usual)}
      onPointerDown={({ currentTarget, pointerId, clientX, clientY }) => {
        currentTarget.setPointerCapture(pointerId);
        const whole = currentTarget.parentElement?.getBoundingClientRect() ?? new DOMRect();
        const sizePx = isRow ? whole.width : whole.height;
        const perPx = (unit === 'percent' ? 100 / sizePx : 1) * sign;
        grip.current = { atPx: isRow ? clientX : clientY, value, perPx };
      }}
      onPointerMove={({ clientX, clientY }) => {
        if (grip.current === undefined) return;
        const { atPx, value: before, perPx } = grip.current;
        onMove(before + ((isRow ? clientX : clientY) - atPx) * perPx);
      }}
      onLostPointerCapture={() => (grip.current = undefined)}
      onKeyDown={(event) => {
        const [less, more] = isRow ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
        const way = event.key === more ? sign : event.key === less ? -sign : 0;
        if (way === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        onMove(value + way * step);
      }}
    />
  );
}

/** Where it was taken hold of. */
interface Grip {
  readonly atPx: number;
  readonly value: number;
  /** What a pixel adds to the value. */
  readonly perPx: number;
}
