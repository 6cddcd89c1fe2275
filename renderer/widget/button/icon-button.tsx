import type { MouseEvent, ReactNode } from 'react';
import { classNames } from '../class-names.ts';
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
  tip,
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
      data-tip={refusal ?? tip ?? label}
      tabIndex={isTabStop ? 0 : -1}
      onClick={(event) => {
        if (refusal === undefined) onPress(event);
      }}
    >
      {icon}
    </button>
  );
}
