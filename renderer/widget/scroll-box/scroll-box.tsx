import type { ReactNode } from 'react';
import { classNames } from '../class-names.ts';
import style from './scroll-box.module.css';

interface ScrollBoxProps {
  /** What scrolls here: its accessible name. */
  readonly label: string;
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

/** Something that may be longer than its place. It takes the focus, so that the keyboard scrolls it. */
export function ScrollBox({ label, children, className }: ScrollBoxProps): React.JSX.Element {
  return (
    <section
      aria-label={label}
      className={classNames(style['box'], className)}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      {children}
    </section>
  );
}
