import { lazy, Suspense } from 'react';
import { usePlaceStore, type Place } from '../../store/place-store.ts';
import { useTerminalPanelStore } from '../../store/terminal-panel-store.ts';
import { TipLayer } from '../../widget/tip/tip-layer.tsx';
import { ContainersScreen } from '../containers/containers-screen.tsx';
import { NoticeStack } from '../notices/notice-stack.tsx';
import { NotebooksScreen } from '../notebooks/notebooks-screen.tsx';
import { TasksPanel } from '../tasks/tasks-panel.tsx';
import { DefectGuard } from './defect-guard.tsx';
import { Dialogs } from './dialogs.tsx';
import style from './frame.module.css';
import { Rail } from './rail.tsx';
import { StatusBar } from './status-bar.tsx';
import { useFrameKeys } from './use-frame-keys.ts';

const ContainerScreen = lazy(async () => ({
  default: (await import('../container/container-screen.tsx')).ContainerScreen,
}));
const ImagesScreen = lazy(async () => ({
  default: (await import('../images/images-screen.tsx')).ImagesScreen,
}));
const ImageScreen = lazy(async () => ({
  default: (await import('../image/image-screen.tsx')).ImageScreen,
}));
const CompareScreen = lazy(async () => ({
  default: (await import('../compare/compare-screen.tsx')).CompareScreen,
}));
const PackageSearchScreen = lazy(async () => ({
  default: (await import('../package-search/package-search-screen.tsx')).PackageSearchScreen,
}));
const NotebookScreen = lazy(async () => ({
  default: (await import('../notebook/notebook-screen.tsx')).NotebookScreen,
}));
const TerminalsPanel = lazy(async () => ({
  default: (await import('../terminals/terminals-panel.tsx')).TerminalsPanel,
}));
/** The window: rail, screen, tasks and status bar. */
export function Frame(): React.JSX.Element {
  const place = usePlaceStore((state) => state.place);
  const hasTerminals = useTerminalPanelStore(({ isOpen }) => isOpen);
  useFrameKeys();
  return (
    <div className="frame">
      <button
        type="button"
        className={style['skip']}
        onClick={() => document.getElementById('main')?.focus()}
      >
        Skip to content
      </button>
      <Rail place={place} />
      <div className={style['work']}>
        {/* A notebook's page lies above this one: there, notices take their own room instead. */}
        {place.screen === 'notebook' && <NoticeStack isInFlow />}
        <main id="main" tabIndex={-1} className={style['main']}>
          <DefectGuard key={place.screen}>
            <Suspense fallback={null}>
              <Screen place={place} />
            </Suspense>
          </DefectGuard>
        </main>
        {hasTerminals && (
          <Suspense fallback={null}>
            <TerminalsPanel />
          </Suspense>
        )}
        <TasksPanel />
      </div>
      <StatusBar />
      {place.screen !== 'notebook' && <NoticeStack />}
      <Dialogs />
      <TipLayer />
    </div>
  );
}

function Screen({ place }: { readonly place: Place }): React.JSX.Element {
  switch (place.screen) {
    case 'notebooks':
      return <NotebooksScreen />;
    case 'notebook':
      return <NotebookScreen launchId={place.launchId} />;
    case 'containers':
      return <ContainersScreen />;
    case 'container':
      return <ContainerScreen id={place.id} tab={place.tab} />;
    case 'images':
      return <ImagesScreen />;
    case 'packages':
      return <PackageSearchScreen />;
    case 'image':
      return <ImageScreen id={place.id} tab={place.tab} />;
    case 'compare':
      return <CompareScreen before={place.before} after={place.after} />;
  }
}
