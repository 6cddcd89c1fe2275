import { classNames } from '../class-names.ts';
import { Spinner } from '../spinner/spinner.tsx';
import style from './state-mark.module.css';

/** What a state means for its reader. */
export type Tone = 'good' | 'busy' | 'warn' | 'bad' | 'idle';

interface StateMarkProps {
  readonly tone: Tone;
  readonly children: string;
  /** Turns the dot into a wheel while something is under way. */
  readonly isMoving?: boolean;
}

/** A state as dot and word: never by colour alone. */
export function StateMark({ tone, children, isMoving = false }: StateMarkProps): React.JSX.Element {
  return (
    <span className={classNames(style['mark'], style[tone])}>
      {isMoving ? <Spinner /> : <span aria-hidden="true" className={style['dot']} />}
      <span className={style['word']}>{children}</span>
    </span>
  );
}
