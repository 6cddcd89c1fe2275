import type { Session } from '../../../shared/contract/terminal.ts';
import { closeTerminal } from '../../store/terminal-store.ts';
import { Button } from '../../widget/button/button.tsx';
import style from './terminals-panel.module.css';

/** Says of a container's own terminal where keys go, for as long as it is attached; nothing of a shell. */
export function AttachNote({ session }: { readonly session: Session }): React.JSX.Element | null {
  const { kind, state, isReadOnly } = session;
  if (kind !== 'attach' || state.kind !== 'running') return null;
  return (
    <div className={style['end']}>
      <output className={style['endText']}>
        {isReadOnly
          ? 'Attached, to read only: the container’s own program takes no input.'
          : 'Attached: keys go to the container’s own program. Ctrl+C and Ctrl+D may end it, and the container with it.'}
      </output>
      <Button tip="The container goes on" onPress={() => void closeTerminal(session)}>
        Detach
      </Button>
    </div>
  );
}
