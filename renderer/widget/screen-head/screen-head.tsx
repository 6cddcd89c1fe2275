import { useEffect, useRef, type ReactNode } from 'react';
import style from './screen-head.module.css';

interface ScreenHeadProps {
  readonly title: string;
  /** Stands before the title, as a way back. */
  readonly before?: ReactNode;
  /** Stands beside the title, as a count. */
  readonly beside?: ReactNode;
  /** The screen's controls, at the right. */
  readonly children?: ReactNode;
}

/** The first screen of a page load leaves the focus where it is; every later one takes it. */
let isFirstScreen = true;

/** The top of a screen. Its title has the focus when the screen is come to, so that it is read out. */
export function ScreenHead({
  title,
  before,
  beside,
  children,
}: ScreenHeadProps): React.JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!isFirstScreen) heading.current?.focus({ preventScroll: true });
    isFirstScreen = false;
  }, []);
  return (
    <header className="screen-head">
      {before}
      <h1 ref={heading} tabIndex={-1} className={style['title']}>
        {title}
      </h1>
      <div className={style['beside']}>{beside}</div>
      <div className={style['controls']}>{children}</div>
    </header>
  );
}
