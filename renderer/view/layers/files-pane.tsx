import { useEffect, useMemo } from 'react';
import type { ImageLayers } from '../../../shared/contract/image-layers.ts';
import {
  showFileTree,
  showFileTreeAgain,
  useFileTreeStore,
  type FileTreeView,
} from '../../store/layer/file-tree-store.ts';
import { useLayerViewStore } from '../../store/layer/layer-view-store.ts';
import { endSearch, usePathSearchStore } from '../../store/layer/path-search-store.ts';
import { Button } from '../../widget/button/button.tsx';
import { FailureNote } from '../../widget/failure-note/failure-note.tsx';
import { FileTree } from './file-tree.tsx';
import style from './files-pane.module.css';
import { FilesToolbar } from './files-toolbar.tsx';
import { PathLifeStrip } from './path-life-strip.tsx';
import { PathResults } from './path-results.tsx';
import { SizeMapPane } from './size-map-pane.tsx';
import { SubjectBar } from './subject-bar.tsx';
import { useChosenRange } from './use-chosen-range.ts';

interface FilesPaneProps {
  /** Read to its end. */
  readonly image: ImageLayers;
}

/** The files of the chosen layers: as a tree, as a picture of sizes, or what a search found. */
export function FilesPane({ image }: FilesPaneProps): React.JSX.Element {
  const { imageId } = image;
  const { show, sort, minSizeBytes, picture } = useLayerViewStore();
  const range = useChosenRange(image) ?? { from: 0, to: 0 };
  const { from, to } = range;
  const view = useMemo<FileTreeView>(
    () => ({ imageId, from, to, show, sort, minSizeBytes }),
    [imageId, from, to, show, sort, minSizeBytes],
  );
  useEffect(() => void showFileTree(view), [view]);
  useEffect(() => endSearch, [imageId]);
  const isSearching = usePathSearchStore(({ pattern }) => pattern.trim() !== '');
  return (
    <section className={style['pane']} aria-label="Contents">
      <SubjectBar image={image} range={range} />
      <FilesToolbar imageId={imageId} />
      <div className={style['body']}>
        {isSearching ? (
          <PathResults />
        ) : picture === 'map' ? (
          <SizeMapPane view={view} />
        ) : (
          <TreeOrFailure view={view} />
        )}
      </div>
      {!isSearching && picture === 'tree' && (
        <PathLifeStrip imageId={imageId} layerCount={image.layers.length} />
      )}
    </section>
  );
}

function TreeOrFailure({ view }: { readonly view: FileTreeView }): React.JSX.Element {
  const failure = useFileTreeStore((store) => store.failure);
  if (failure === undefined) return <FileTree />;
  return (
    <div className={style['alone']}>
      <FailureNote lead="The files could not be read." failure={failure}>
        <Button onPress={() => void showFileTreeAgain(view)}>Read again</Button>
      </FailureNote>
    </div>
  );
}
