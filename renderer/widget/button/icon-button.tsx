import type { MouseEvent, ReactNode } from 'react';
import { classNames } from '../class-names.ts';
import { ariaChord, writeChord } from '../key-chord/key-chord.ts';
import style from './button.module.css';

interface IconButtonProps {
  /** Its accessible name, and its tip where nothing refuses it. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly onPress: (event: MouseEvent<HTMLButtonElement>) => void;
  /** Why it cannot be pressed now. */
  readonly refusal?: string | undefined;
  /** The tip, where it says more than the label. */
  readonly tip?: string;
  /** The chord that does the same; the tip ends with it. */
  readonly keys?: string;
  readonly look?: 'plain' | 'danger';
  /** False takes it out of the tab order: in a grid only the current row's buttons are in it. */
  readonly isTabStop?: boolean;
  readonly opensMenu?: boolean;
  readonly isMenuOpen?: boolean;
}

/** A square button whose icon says everything; the label is read out and shown as a tip. */
export function IconButton({
  label,
  icon,
  onPress,
  refusal,
  tip = label,
  keys,
  look = 'plain',
  isTabStop = true,
  opensMenu = false,
  isMenuOpen = false,
}: IconButtonProps): React.JSX.Element {
  return (
    <button
      type="button"
      className={classNames(style['icon'], look === 'danger' && style['iconDanger'])}
      aria-label={label}
      aria-disabled={refusal !== undefined || undefined}
      aria-haspopup={opensMenu ? 'menu' : undefined}
      aria-expanded={opensMenu ? isMenuOpen : undefined}
      aria-keyshortcuts={keys === undefined ? undefined : ariaChord(keys)}
      data-tip={refusal ?? (keys === undefined ? tip : `${tip} (${writeChord(keys)})`)}
      tabIndex={isTabStop ? 0 : -1}
      onClick={(event) => {
        if (refusal === undefined) onPress(event);
      }}
    >
      {icon}
    </button>
  );
}
