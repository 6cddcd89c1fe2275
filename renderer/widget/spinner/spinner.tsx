import style from './spinner.module.css';

/** Something is under way; the words beside it say what. */
export function Spinner(): React.JSX.Element {
  return <span aria-hidden="true" className={style['spinner']} />;
}
