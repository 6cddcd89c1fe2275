import type { ReactNode, Ref } from 'react';
import { classNames } from '../class-names.ts';
import { Spinner } from '../spinner/spinner.tsx';
import style from './button.module.css';

interface ButtonProps {
  readonly children: ReactNode;
  readonly onPress: () => void;
  readonly look?: 'primary' | 'plain' | 'quiet' | 'danger';
  readonly icon?: ReactNode;
  /** Why it cannot be pressed now; shown as its tip. Absent when it can. */
  readonly refusal?: string | undefined;
  readonly isBusy?: boolean;
  readonly isPressed?: boolean;
  readonly tip?: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button with words. One that cannot be pressed stays focusable and says why. */
export function Button({
  children,
  onPress,
  look = 'plain',
  icon,
  refusal,
  isBusy = false,
  isPressed,
  tip,
  ref,
}: ButtonProps): React.JSX.Element {
  const isOff = refusal !== undefined || isBusy;
  return (
    <button
      ref={ref}
      type="button"
      className={classNames(style['button'], style[look])}
      aria-disabled={isOff || undefined}
      aria-pressed={isPressed}
      data-tip={refusal ?? tip}
      onClick={() => {
        if (!isOff) onPress();
      }}
    >
      {isBusy ? <Spinner /> : icon}
      <span>{children}</span>
    </button>
  );
}
