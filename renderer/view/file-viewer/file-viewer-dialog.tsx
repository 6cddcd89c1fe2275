import FileX from 'lucide-react/icons/file-x';
import type { Failure } from '../../../shared/ipc/failure.ts';
import {
  closeViewer,
  useFileViewerStore,
  viewAgain,
  type FileSubject,
  type Showing,
} from '../../store/layer/file-viewer-store.ts';
import { Button } from '../../widget/button/button.tsx';
import { EmptyState } from '../../widget/empty-state/empty-state.tsx';
import { FailureNote } from '../../widget/failure-note/failure-note.tsx';
import { Sheet } from '../../widget/sheet/sheet.tsx';
import { useOverlay } from '../terminals/use-overlay.ts';
import { ComparisonView } from './comparison-view.tsx';
import { FetchingPane } from './fetching-pane.tsx';
import style from './file-viewer.module.css';
import { nameIn, subjectSentence } from './file-words.ts';
import { ShownFileView } from './shown-file-view.tsx';
import { VersionBar } from './version-bar.tsx';

/** One file of a layer, or two of them side by side, above the window. */
export function FileViewerDialog(): React.JSX.Element | null {
  const showing = useFileViewerStore((store) => store.showing);
  useOverlay();
  if (showing === undefined) return null;
  const subject = showing.kind === 'file' ? showing.subject : showing.after;
  return (
    <Sheet
      title={titleOf(showing)}
      about={<span className="selectable">/{subject.path}</span>}
      onClose={closeViewer}
    >
      <VersionBar showing={showing} />
      <div className={style['stage']}>
        <Stage showing={showing} />
      </div>
    </Sheet>
  );
}

function titleOf(showing: Showing): string {
  if (showing.kind === 'file') return nameIn(showing.subject.path);
  const [before, after] = [nameIn(showing.before.path), nameIn(showing.after.path)];
  return before === after ? after : `${before} and ${after}`;
}

function Stage({ showing }: { readonly showing: Showing }): React.JSX.Element {
  const fetched = showing.kind === 'file' ? showing.file : showing.comparison;
  if (showing.kind === 'file' && showing.file === undefined) {
    return <NoContent subject={showing.subject} />;
  }
  if (fetched?.kind === 'failed') return <Failed failure={fetched.failure} />;
  if (fetched?.kind === 'loading') return <FetchingPane fetched={fetched} />;
  if (showing.kind === 'file' && showing.file?.kind === 'ready') {
    return <ShownFileView file={showing.file.value} subject={showing.subject} />;
  }
  if (showing.kind === 'comparison' && showing.comparison.kind === 'ready') {
    return <ComparisonView comparison={showing.comparison.value} />;
  }
  return <div />;
}

function Failed({ failure }: { readonly failure: Failure }): React.JSX.Element {
  return (
    <div className={style['alone']}>
      <FailureNote lead="This file could not be fetched." failure={failure}>
        <Button onPress={viewAgain}>Try again</Button>
      </FailureNote>
    </div>
  );
}

function NoContent({ subject }: { readonly subject: FileSubject }): React.JSX.Element {
  return (
    <EmptyState icon={<FileX size={22} />} title="It holds nothing of its own">
      {subjectSentence(subject)}
    </EmptyState>
  );
}
