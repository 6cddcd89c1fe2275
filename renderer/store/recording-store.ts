import { create } from 'zustand';
import type { RecordedEvent, RecordingFile } from '../../shared/contract/recording.ts';
import type { Session } from '../../shared/contract/terminal.ts';
import type { Failure } from '../../shared/ipc/failure.ts';
import { api } from '../ipc/api.ts';
import { failureOf } from './failure-of.ts';
import { notifyFailure, notifyInfo } from './notice-store.ts';
import { focusTerminal } from './terminal-panel-store.ts';

/** A recording that is looked at. */
export interface OpenRecording {
  readonly file: RecordingFile;
  readonly state:
    | { readonly kind: 'loading' }
    | { readonly kind: 'ready'; readonly events: readonly RecordedEvent[] }
    | { readonly kind: 'failed'; readonly failure: Failure };
}

interface RecordingState {
  readonly open: OpenRecording | undefined;
}

export const useRecordingStore = create<RecordingState>()(() => ({ open: undefined }));

let reading = new AbortController();

/** Saves all text of a terminal where the person says. */
export async function saveTerminalText({ id, containerName }: Session): Promise<void> {
  const reply = await api.recording.saveText({ sessionId: id });
  if (!reply.ok) notifyFailure(`Saving the text of ${containerName}`, reply.failure);
  else if (reply.value.path !== undefined) notifyInfo('The text is saved.', reply.value.path);
}

/** Begins to record a terminal where the person says. */
export async function startRecording(
  { id, containerName }: Session,
  hasInput: boolean,
): Promise<void> {
  const reply = await api.recording.start({ sessionId: id, hasInput });
  if (!reply.ok) notifyFailure(`Recording the terminal in ${containerName}`, reply.failure);
}

/** Ends a recording, or takes away what was said of one that was cut. */
export async function stopRecording({ id, containerName }: Session): Promise<void> {
  const reply = await api.recording.stop({ sessionId: id });
  if (!reply.ok) notifyFailure(`Ending the recording of ${containerName}`, reply.failure);
  else if (reply.value.path !== undefined) notifyInfo('The recording is saved.', reply.value.path);
}

/** Asks for a recording and opens it. */
export async function chooseRecording(): Promise<void> {
  const reply = await api.recording.choose({});
  if (!reply.ok) return notifyFailure('Opening the recording', reply.failure);
  const { file } = reply.value;
  if (file === undefined) return focusTerminal();
  reading.abort();
  reading = new AbortController();
  const { signal } = reading;
  useRecordingStore.setState({ open: { file, state: { kind: 'loading' } } });
  const events: RecordedEvent[] = [];
  try {
    for await (const batch of api.recording.events({ recordingId: file.id }, signal)) {
      events.push(...batch);
    }
    if (signal.aborted) return;
    useRecordingStore.setState({ open: { file, state: { kind: 'ready', events } } });
  } catch (thrown) {
    if (signal.aborted) return;
    const failure = failureOf(thrown);
    useRecordingStore.setState({ open: { file, state: { kind: 'failed', failure } } });
  }
}

/** Puts the recording away. */
export function closeRecording(): void {
  reading.abort();
  useRecordingStore.setState({ open: undefined });
  focusTerminal();
}
