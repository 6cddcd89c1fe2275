import { lazy, Suspense } from 'react';
import { useHelperStore } from '../../store/helper-store.ts';
import { useImageRemovalStore } from '../../store/image-removal-store.ts';
import { usePaletteStore } from '../../store/palette-store.ts';
import { usePlaceStore, type Place } from '../../store/place-store.ts';
import { useRemovalStore } from '../../store/removal-store.ts';
import { useTerminalOptionsStore } from '../../store/terminal-options-store.ts';
import { useTerminalPanelStore } from '../../store/terminal-panel-store.ts';
import { TipLayer } from '../../widget/tip/tip-layer.tsx';
import { ContainersScreen } from '../containers/containers-screen.tsx';
import { NoticeStack } from '../notices/notice-stack.tsx';
import { NotebooksScreen } from '../notebooks/notebooks-screen.tsx';
import { TasksPanel } from '../tasks/tasks-panel.tsx';
import { DefectGuard } from './defect-guard.tsx';
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
const ImageRemoveDialog = lazy(async () => ({
  default: (await import('../images/image-remove-dialog.tsx')).ImageRemoveDialog,
}));
const NotebookScreen = lazy(async () => ({
  default: (await import('../notebook/notebook-screen.tsx')).NotebookScreen,
}));
const TerminalsPanel = lazy(async () => ({
  default: (await import('../terminals/terminals-panel.tsx')).TerminalsPanel,
}));
const RemoveDialog = lazy(async () => ({
  default: (await import('../containers/remove-dialog.tsx')).RemoveDialog,
}));

const OpenTerminalDialog = lazy(async () => ({
  default: (await import('../terminals/open-terminal-dialog.tsx')).OpenTerminalDialog,
}));

const HelperDialog = lazy(async () => ({
  default: (await import('../terminals/helper-dialog.tsx')).HelperDialog,
}));

const Palette = lazy(async () => ({
  default: (await import('../palette/palette.tsx')).Palette,
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

/** What stands above the window, each loaded when it is first asked for. */
function Dialogs(): React.JSX.Element {
  const isAskingRemoval = useRemovalStore(({ removal }) => removal !== undefined);
  const isAskingImages = useImageRemovalStore(({ removal }) => removal !== undefined);
  const isChoosingShell = useTerminalOptionsStore(({ asked }) => asked !== undefined);
  const isAskingHelper = useHelperStore(({ asked }) => asked !== undefined);
  const hasPalette = usePaletteStore(({ isOpen }) => isOpen);
  return (
    <>
      {isAskingRemoval && (
        <Suspense fallback={null}>
          <RemoveDialog />
        </Suspense>
      )}
      {isAskingImages && (
        <Suspense fallback={null}>
          <ImageRemoveDialog />
        </Suspense>
      )}
      {isChoosingShell && (
        <Suspense fallback={null}>
          <OpenTerminalDialog />
        </Suspense>
      )}
      {isAskingHelper && (
        <Suspense fallback={null}>
          <HelperDialog />
        </Suspense>
      )}
      {hasPalette && (
        <Suspense fallback={null}>
          <Palette />
        </Suspense>
      )}
    </>
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
  }
}
