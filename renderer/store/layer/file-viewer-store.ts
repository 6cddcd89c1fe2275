import { create } from 'zustand';
import type {
  FileComparison,
  FileProgress,
  FileVersion,
  ShownFile,
} from '../../../shared/contract/layer-file.ts';
import type { EntryKind, PathLife } from '../../../shared/contract/layer.ts';
import type { Failure } from '../../../shared/ipc/failure.ts';
import { api } from '../../ipc/api.ts';
import { failureOf } from '../failure-of.ts';
import { notifyFailure } from '../notice-store.ts';
import { toggleTasks } from '../task-store.ts';

/** One layer's version of one path, with what is known of it before it is fetched. */
export interface FileSubject extends FileVersion {
  /** A whole path, or the last name of it until the rest is known. */
  readonly path: string;
  readonly kind: EntryKind;
  readonly sizeBytes: number;
  readonly linkTarget?: string | undefined;
}

/** Something that comes out of the engine's export. */
export type Fetched<Value> =
  | {
      readonly kind: 'loading';
      readonly startedAtMs: number;
      readonly progress?: FileProgress | undefined;
    }
  | { readonly kind: 'ready'; readonly value: Value }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** What the viewer shows. */
export type Showing =
  | {
      readonly kind: 'file';
      readonly subject: FileSubject;
      /** Absent for what has no content: a link, a folder, a device. */
      readonly file: Fetched<ShownFile> | undefined;
    }
  | {
      readonly kind: 'comparison';
      readonly before: FileSubject;
      readonly after: FileSubject;
      readonly comparison: Fetched<FileComparison>;
    };

interface FileViewerState {
  readonly showing: Showing | undefined;
  /** Every version of the path that is shown; absent until it is known. */
  readonly life: PathLife | undefined;
  /** What another file is to be compared with. */
  readonly picked: FileSubject | undefined;
}

/** The viewer above the window. */
export const useFileViewerStore = create<FileViewerState>()(() => ({
  showing: undefined,
  life: undefined,
  picked: undefined,
}));

let fetching = new AbortController();

/** Shows one version of a file. */
export function viewFile(subject: FileSubject): void {
  const hasContent = subject.kind === 'file' || subject.kind === 'hardlink';
  begin({ kind: 'file', subject, file: hasContent ? loading() : undefined });
  askLife(subject);
  if (!hasContent) return;
  const { imageId, node, position } = subject;
  // Its path may have come meanwhile.
  const own = (): FileSubject => {
    const { showing } = useFileViewerStore.getState();
    return showing?.kind === 'file' ? showing.subject : subject;
  };
  void follow<ShownFile>(
    (signal) => api.layer.view({ imageId, node, position }, signal),
    (file) => useFileViewerStore.setState({ showing: { kind: 'file', subject: own(), file } }),
  );
}

/** Shows in what two files differ. */
export function compareFiles(before: FileSubject, after: FileSubject): void {
  begin({ kind: 'comparison', before, after, comparison: loading() });
  askLife(after);
  void follow<FileComparison>(
    (signal) =>
      api.layer.compareFiles({ before: versionOf(before), after: versionOf(after) }, signal),
    (comparison) =>
      useFileViewerStore.setState({
        showing: { kind: 'comparison', before, after, comparison },
      }),
  );
}

/** Fetches the same once more. */
export function viewAgain(): void {
  const { showing } = useFileViewerStore.getState();
  if (showing?.kind === 'file') viewFile(showing.subject);
  else if (showing !== undefined) compareFiles(showing.before, showing.after);
}

/** Leaves the viewer; what is under way ends. */
export function closeViewer(): void {
  fetching.abort();
  useFileViewerStore.setState({ showing: undefined, life: undefined });
}

/** Remembers a file that another one is to be compared with; without one, forgets it. */
export function pickFile(picked: FileSubject | undefined): void {
  useFileViewerStore.setState({ picked });
}

/** Asks where, and saves a file as a task. */
export async function saveFile(subject: FileSubject): Promise<void> {
  const name = subject.path.split('/').at(-1) ?? '';
  const reply = await api.layer.saveFile({ ...versionOf(subject), name });
  if (!reply.ok) notifyFailure(`Saving “${name}”`, reply.failure);
  else if (reply.value !== null) toggleTasks(true);
}

function begin(showing: Showing): void {
  fetching.abort();
  fetching = new AbortController();
  useFileViewerStore.setState({ showing });
}

function loading(): { readonly kind: 'loading'; readonly startedAtMs: number } {
  return { kind: 'loading', startedAtMs: Date.now() };
}

function versionOf({ imageId, node, position }: FileSubject): FileVersion {
  return { imageId, node, position };
}

/** Takes steps until the viewer shows something else. */
async function follow<Value extends ShownFile | FileComparison>(
  open: (signal: AbortSignal) => AsyncIterable<FileProgress | Value>,
  put: (fetched: Fetched<Value>) => void,
): Promise<void> {
  const { signal } = fetching;
  const { startedAtMs } = loading();
  let isDone = false;
  try {
    for await (const step of open(signal)) {
      if (signal.aborted) return;
      isDone = !isProgress(step);
      if (isProgress(step)) put({ kind: 'loading', startedAtMs, progress: step });
      else put({ kind: 'ready', value: step });
    }
    if (!isDone && !signal.aborted) put({ kind: 'failed', failure: UNFINISHED });
  } catch (thrown) {
    if (!signal.aborted) put({ kind: 'failed', failure: failureOf(thrown) });
  }
}

function isProgress(step: FileProgress | ShownFile | FileComparison): step is FileProgress {
  return step.kind === 'progress';
}

const UNFINISHED: Failure = {
  code: 'interrupted',
  message: 'Fetching the file ended before it was there.',
  hint: 'Try again.',
};

function askLife({ imageId, node }: FileSubject): void {
  const { life } = useFileViewerStore.getState();
  const { signal } = fetching;
  if (life?.node !== node) useFileViewerStore.setState({ life: undefined });
  void api.layer.life({ imageId, node }).then((reply) => {
    // Without it one version is shown all the same.
    if (!reply.ok || signal.aborted) return;
    useFileViewerStore.setState(({ showing }) => ({
      life: reply.value,
      showing:
        showing?.kind === 'file'
          ? { ...showing, subject: { ...showing.subject, path: reply.value.path } }
          : showing,
    }));
  });
}
