import PictureInPicture2 from 'lucide-react/icons/picture-in-picture-2';
import type { Session } from '../../../shared/contract/terminal.ts';
import { bringTerminalBack, moveTerminalToWindow } from '../../store/terminal-store.ts';
import { Button } from '../../widget/button/button.tsx';
import { EmptyState } from '../../widget/empty-state/empty-state.tsx';
import style from './terminals-panel.module.css';

/** Stands where a terminal would be that another window shows. */
export function InOwnWindow({ session }: { readonly session: Session }): React.JSX.Element {
  return (
    <div className={style['empty']}>
      <EmptyState
        icon={<PictureInPicture2 size={22} />}
        title="In its own window"
        actions={
          <>
            <Button onPress={() => void bringTerminalBack(session)}>Bring back</Button>
            <Button look="quiet" onPress={() => void moveTerminalToWindow(session)}>
              Show the window
            </Button>
          </>
        }
      >
        The terminal in {session.containerName} is shown elsewhere. Closing that window brings it
        back too.
      </EmptyState>
    </div>
  );
}
