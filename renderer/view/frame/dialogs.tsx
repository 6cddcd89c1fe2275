import { lazy, Suspense } from 'react';
import { useHelperStore } from '../../store/helper-store.ts';
import { useImagePullStore } from '../../store/image-pull-store.ts';
import { useImageRemovalStore } from '../../store/image-removal-store.ts';
import { useImageTagStore } from '../../store/image-tag-store.ts';
import { usePaletteStore } from '../../store/palette-store.ts';
import { useComparisonChoiceStore } from '../../store/comparison-choice-store.ts';
import { useFileViewerStore } from '../../store/layer/file-viewer-store.ts';
import { useRemovalStore } from '../../store/removal-store.ts';
import { useTerminalOptionsStore } from '../../store/terminal-options-store.ts';

const RemoveDialog = lazy(async () => ({
  default: (await import('../containers/remove-dialog.tsx')).RemoveDialog,
}));
const ImageRemoveDialog = lazy(async () => ({
  default: (await import('../images/image-remove-dialog.tsx')).ImageRemoveDialog,
}));
const PullDialog = lazy(async () => ({
  default: (await import('../images/pull-dialog.tsx')).PullDialog,
}));
const TagDialog = lazy(async () => ({
  default: (await import('../images/tag-dialog.tsx')).TagDialog,
}));
const OpenTerminalDialog = lazy(async () => ({
  default: (await import('../terminals/open-terminal-dialog.tsx')).OpenTerminalDialog,
}));
const HelperDialog = lazy(async () => ({
  default: (await import('../terminals/helper-dialog.tsx')).HelperDialog,
}));
const CompareDialog = lazy(async () => ({
  default: (await import('../compare/compare-dialog.tsx')).CompareDialog,
}));
const FileViewerDialog = lazy(async () => ({
  default: (await import('../file-viewer/file-viewer-dialog.tsx')).FileViewerDialog,
}));
const Palette = lazy(async () => ({
  default: (await import('../palette/palette.tsx')).Palette,
}));

/** What stands above a window, each loaded when it is first asked for. */
export function Dialogs(): React.JSX.Element {
  const isAskingRemoval = useRemovalStore(({ removal }) => removal !== undefined);
  const isAskingImages = useImageRemovalStore(({ removal }) => removal !== undefined);
  const isPulling = useImagePullStore(({ isOpen }) => isOpen);
  const isTagging = useImageTagStore(({ asked }) => asked !== undefined);
  const isChoosingShell = useTerminalOptionsStore(({ asked }) => asked !== undefined);
  const isAskingHelper = useHelperStore(({ asked }) => asked !== undefined);
  const isComparing = useComparisonChoiceStore(({ isAsking }) => isAsking);
  const isViewing = useFileViewerStore(({ showing }) => showing !== undefined);
  const hasPalette = usePaletteStore(({ isOpen }) => isOpen);
  return (
    <Suspense fallback={null}>
      {isAskingRemoval && <RemoveDialog />}
      {isAskingImages && <ImageRemoveDialog />}
      {isPulling && <PullDialog />}
      {isTagging && <TagDialog />}
      {isChoosingShell && <OpenTerminalDialog />}
      {isAskingHelper && <HelperDialog />}
      {isComparing && <CompareDialog />}
      {isViewing && <FileViewerDialog />}
      {hasPalette && <Palette />}
    </Suspense>
  );
}
