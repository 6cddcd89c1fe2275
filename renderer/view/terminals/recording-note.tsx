import type { Session } from '../../../shared/contract/terminal.ts';
import { stopRecording } from '../../store/recording-store.ts';
import { Button } from '../../widget/button/button.tsx';
import style from './terminals-panel.module.css';

/** That a terminal is recorded, or that its recording was cut; nothing else. */
export function RecordingNote({
  session,
}: {
  readonly session: Session;
}): React.JSX.Element | null {
  const { recording } = session;
  if (recording === undefined) return null;
  if (recording.kind === 'running') {
    return (
      <div className={style['end']}>
        <output className={style['endText']}>
          <span aria-hidden="true" className={style['recordingMark']} />
          Recording{recording.hasInput ? ', with what is typed' : ''}
        </output>
        <Button onPress={() => void stopRecording(session)}>Stop recording</Button>
      </div>
    );
  }
  return (
    <div className={style['end']}>
      <p role="alert" className={style['endText']}>
        The recording was cut. {recording.reason}{' '}
        {recording.path === undefined
          ? 'Nothing of it could be kept.'
          : `What was recorded until then is in ${recording.path}.`}
      </p>
      <Button look="quiet" onPress={() => void stopRecording(session)}>
        Dismiss
      </Button>
    </div>
  );
}
