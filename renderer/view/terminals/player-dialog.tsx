import { useEffect, useRef, useState } from 'react';
import type { RecordedEvent, RecordingFile } from '../../../shared/contract/recording.ts';
import { formatDateTime } from '../../../shared/value/clock-time.ts';
import { CastPlayer, type CastPosition } from '../../store/cast-player.ts';
import { closeRecording, useRecordingStore } from '../../store/recording-store.ts';
import { useTerminalPanelStore } from '../../store/terminal-panel-store.ts';
import { useTerminalSettings } from '../../store/terminal-settings-store.ts';
import { FailureNote } from '../../widget/failure-note/failure-note.tsx';
import { Modal } from '../../widget/modal/modal.tsx';
import { ScrollBox } from '../../widget/scroll-box/scroll-box.tsx';
import { Spinner } from '../../widget/spinner/spinner.tsx';
import { TerminalScreen } from '../../widget/terminal-pane/terminal-screen.ts';
import { PlayerControls } from './player-controls.tsx';
import style from './player-dialog.module.css';
import { useOverlay } from './use-overlay.ts';

/** Plays a recorded terminal. */
export function PlayerDialog(): React.JSX.Element | null {
  const open = useRecordingStore((store) => store.open);
  useOverlay();
  if (open === undefined) return null;
  const { file, state } = open;
  return (
    <Modal
      title={file.title || file.name}
      isWide
      closeLabel="Close"
      onClose={closeRecording}
      returnFocusTo={() => useTerminalPanelStore.getState().activeId === undefined}
    >
      <p className={style['about']}>{aboutWords(file)}</p>
      {state.kind === 'loading' && <Spinner />}
      {state.kind === 'failed' && <FailureNote failure={state.failure} />}
      {state.kind === 'ready' && <Player key={file.id} file={file} events={state.events} />}
    </Modal>
  );
}

interface PlayerProps {
  readonly file: RecordingFile;
  readonly events: readonly RecordedEvent[];
}

const AT_START: CastPosition = { isPlaying: false, atMs: 0, durationMs: 0 };

function Player({ file, events }: PlayerProps): React.JSX.Element {
  const host = useRef<HTMLDivElement>(null);
  const [player, setPlayer] = useState<CastPlayer>();
  const [position, setPosition] = useState(AT_START);
  useEffect(() => {
    if (host.current === null) return;
    const { size, name } = file;
    const screen = new TerminalScreen(host.current, {
      label: `Recording ${name}`,
      look: { ...useTerminalSettings.getState(), fontSizePx: fontFor(size.columns) },
      onResize: () => undefined,
      size,
    });
    const made = new CastPlayer({ events, size, sink: screen, onChange: setPosition });
    setPlayer(made);
    made.play();
    return () => {
      made.dispose();
      screen.dispose();
    };
  }, [file, events]);
  return (
    <>
      <ScrollBox label="Recorded terminal" className={style['screen']}>
        <div ref={host} className={style['place']} />
      </ScrollBox>
      {player !== undefined && <PlayerControls player={player} position={position} />}
    </>
  );
}

/** What the dialog has for the terminal, and what a letter's width is of its height. */
const PLACE_PX = 860;
const LETTER_SHARE = 0.61;
const SMALLEST_PX = 8;
const LARGEST_PX = 13;

/** Small enough for all columns, where one can still read it. */
function fontFor(columns: number): number {
  const fitting = Math.floor(PLACE_PX / (columns * LETTER_SHARE));
  return Math.min(LARGEST_PX, Math.max(SMALLEST_PX, fitting));
}

function aboutWords({ name, size, startedAtMs }: RecordingFile): string {
  const when = startedAtMs === undefined ? '' : `, ${formatDateTime(startedAtMs)}`;
  return `${name}: ${size.columns} × ${size.rows}${when}`;
}
