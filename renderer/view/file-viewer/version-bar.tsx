import GitCompare from 'lucide-react/icons/git-compare-arrows';
import Save from 'lucide-react/icons/save';
import type { PathEvent, PathLife } from '../../../shared/contract/layer.ts';
import { useIsEngineLive } from '../../store/engine-store.ts';
import {
  compareFiles,
  saveFile,
  useFileViewerStore,
  viewFile,
  type FileSubject,
  type Showing,
} from '../../store/layer/file-viewer-store.ts';
import { Button } from '../../widget/button/button.tsx';
import { Select } from '../../widget/select/select.tsx';
import style from './file-viewer.module.css';
import { nameIn, versionWords } from './file-words.ts';

/** Which version is shown, and what it is compared with. */
export function VersionBar({ showing }: { readonly showing: Showing }): React.JSX.Element {
  const { life, picked } = useFileViewerStore();
  const refusal = useIsEngineLive() ? undefined : 'The engine is not connected';
  const subject = showing.kind === 'file' ? showing.subject : showing.after;
  const hasContent = subject.kind === 'file' || subject.kind === 'hardlink';
  return (
    <div className={style['bar']}>
      {showing.kind === 'comparison' && showing.before.node !== showing.after.node ? (
        <span className={style['barWords']}>
          /{showing.before.path} in layer {showing.before.position + 1}, then /{showing.after.path}{' '}
          in layer {showing.after.position + 1}
        </span>
      ) : (
        <Versions showing={showing} versions={versionsOf(life, subject)} />
      )}
      <div className={style['barEnd']}>
        {hasContent && picked !== undefined && !isSame(picked, subject) && (
          <Button
            look="quiet"
            icon={<GitCompare size={14} aria-hidden="true" />}
            refusal={refusal}
            onPress={() => compareFiles(picked, subject)}
          >
            Compare with {nameIn(picked.path)}
          </Button>
        )}
        {hasContent && (
          <Button
            icon={<Save size={14} aria-hidden="true" />}
            refusal={refusal}
            onPress={() => void saveFile(subject)}
          >
            Save…
          </Button>
        )}
      </div>
    </div>
  );
}

interface VersionsProps {
  readonly showing: Showing;
  readonly versions: readonly PathEvent[];
}

function Versions({ showing, versions }: VersionsProps): React.JSX.Element {
  const subject = showing.kind === 'file' ? showing.subject : showing.after;
  const own = versions.find(({ position }) => position === subject.position);
  if (own === undefined || versions.length < 2) {
    return (
      <span className={style['barWords']}>
        {own === undefined ? `Layer ${subject.position + 1}` : versionWords(own)}
      </span>
    );
  }
  const others = versions.filter(
    ({ position, kind }) =>
      position !== subject.position && (kind === 'file' || kind === 'hardlink'),
  );
  const choices = versions.map((event) => [event.position, versionWords(event)] as const);
  const before = showing.kind === 'comparison' ? showing.before.position : NOTHING;
  return (
    <>
      <Select
        label="Version"
        value={subject.position}
        choices={choices}
        onChoose={(position) => show(showing, at(subject, versions, position), versions)}
      />
      <Select
        label="Compare with"
        value={before}
        choices={[
          [NOTHING, 'Compare with…'],
          ...others.map(({ position }) => [position, `Against layer ${position + 1}`] as const),
        ]}
        onChoose={(position) =>
          position === NOTHING
            ? viewFile(subject)
            : compareInOrder(at(subject, versions, position), subject)
        }
      />
    </>
  );
}

/** What came first stands before. */
function compareInOrder(one: FileSubject, other: FileSubject): void {
  if (one.position < other.position) compareFiles(one, other);
  else compareFiles(other, one);
}

/** Layers count from 0. */
const NOTHING = -1;

function show(showing: Showing, subject: FileSubject, versions: readonly PathEvent[]): void {
  if (showing.kind === 'file') return viewFile(subject);
  if (showing.before.position !== subject.position) return compareFiles(showing.before, subject);
  // The two change places.
  compareFiles(at(subject, versions, showing.after.position), subject);
}

function at(subject: FileSubject, versions: readonly PathEvent[], position: number): FileSubject {
  const version = versions.find((event) => event.position === position);
  if (version === undefined) return subject;
  const { kind, sizeBytes, linkTarget } = version;
  return { ...subject, position, kind, sizeBytes, linkTarget };
}

function versionsOf(life: PathLife | undefined, subject: FileSubject): readonly PathEvent[] {
  if (life?.node !== subject.node) return [];
  return life.events.filter(({ change }) => change !== 'removed');
}

function isSame(one: FileSubject, other: FileSubject): boolean {
  return (
    one.imageId === other.imageId && one.node === other.node && one.position === other.position
  );
}
