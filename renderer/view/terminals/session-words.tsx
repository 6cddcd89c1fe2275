import type { Session } from '../../../shared/contract/terminal.ts';
import style from './session-words.module.css';
import { ownWords } from './terminal-words.ts';

/** A session's words, with its container set off: a program may call itself by another's name. */
export function SessionWords({ session }: { readonly session: Session }): React.JSX.Element {
  const own = ownWords(session);
  return (
    <>
      {session.containerName}
      {own !== '' && <span className={style['own']}>: {own}</span>}
    </>
  );
}
