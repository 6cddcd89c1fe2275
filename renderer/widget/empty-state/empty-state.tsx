import type { ReactNode } from 'react';
import style from './empty-state.module.css';

interface EmptyStateProps {
  /** Left out where what is offered needs the room. */
  readonly icon?: ReactNode;
  readonly title: string;
  readonly children: ReactNode;
  /** What may be chosen at once; as wide as it needs. */
  readonly offers?: ReactNode;
  /** Buttons or links: the way on. */
  readonly actions?: ReactNode;
}

/** Nothing is here: why, and what to do next. */
export function EmptyState({
  icon,
  title,
  children,
  offers,
  actions,
}: EmptyStateProps): React.JSX.Element {
  return (
    <div className={style['empty']}>
      {icon !== undefined && (
        <div className={style['icon']} aria-hidden="true">
          {icon}
        </div>
      )}
      <h2>{title}</h2>
      <div className={style['text']}>{children}</div>
      {offers}
      {actions !== undefined && <div className={style['actions']}>{actions}</div>}
    </div>
  );
}
