import RotateCw from 'lucide-react/icons/rotate-cw';
import { useState } from 'react';
import type { Session } from '../../../shared/contract/terminal.ts';
import { useIsEngineLive } from '../../store/engine-store.ts';
import { focusTerminal } from '../../store/terminal-panel-store.ts';
import { askHelper } from '../../store/helper-store.ts';
import { closeTerminal, reconnectTerminal } from '../../store/terminal-store.ts';
import { Button } from '../../widget/button/button.tsx';
import { FailureNote } from '../../widget/failure-note/failure-note.tsx';
import { AttachNote } from './attach-note.tsx';
import { HelperNote } from './helper-note.tsx';
import style from './terminals-panel.module.css';

/** What ended a session, and the ways on; nothing while its shell runs. */
export function SessionEnd({ session }: { readonly session: Session }): React.JSX.Element | null {
  const { state } = session;
  switch (state.kind) {
    case 'starting':
    case 'running':
      return session.kind === 'attach' ? (
        <AttachNote session={session} />
      ) : (
        <HelperNote session={session} />
      );
    case 'ended':
      return (
        <div className={style['end']}>
          <output className={style['endText']}>{state.reason}</output>
          <EndButtons
            session={session}
            label={state.isContainerRunning ? 'Reconnect' : 'Start and reconnect'}
          />
        </div>
      );
    case 'failed':
      return (
        <div className={style['failure']}>
          <FailureNote failure={state.failure}>
            {state.failure.code === 'tool-missing' && (
              <Button look="primary" onPress={() => void askHelper(session, session)}>
                Open with a helper…
              </Button>
            )}
            <EndButtons session={session} label="Reconnect" />
          </FailureNote>
        </div>
      );
  }
}

interface EndButtonsProps {
  readonly session: Session;
  readonly label: string;
}

function EndButtons({ session, label }: EndButtonsProps): React.JSX.Element {
  const [isBusy, setIsBusy] = useState(false);
  const isLive = useIsEngineLive();
  const reconnect = async (): Promise<void> => {
    setIsBusy(true);
    focusTerminal();
    await reconnectTerminal(session);
    setIsBusy(false);
  };
  return (
    <span className={style['endButtons']}>
      <Button
        icon={<RotateCw size={14} aria-hidden="true" />}
        refusal={isLive ? undefined : 'The engine is not connected'}
        isBusy={isBusy}
        onPress={() => void reconnect()}
      >
        {label}
      </Button>
      <Button look="quiet" onPress={() => void closeTerminal(session)}>
        Close
      </Button>
    </span>
  );
}
