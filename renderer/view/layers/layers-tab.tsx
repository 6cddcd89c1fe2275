import Ban from 'lucide-react/icons/ban';
import Layers from 'lucide-react/icons/layers';
import { useEffect } from 'react';
import type { ImageLayers } from '../../../shared/contract/image-layers.ts';
import type { Failure } from '../../../shared/ipc/failure.ts';
import { useEngineStore } from '../../store/engine-store.ts';
import { openLayers, useLayerStore } from '../../store/layer-store.ts';
import { lastValueOf } from '../../store/loadable.ts';
import { Button } from '../../widget/button/button.tsx';
import { EmptyState } from '../../widget/empty-state/empty-state.tsx';
import { FailureNote } from '../../widget/failure-note/failure-note.tsx';
import { EfficiencyBlock } from './efficiency-block.tsx';
import { FilesPane } from './files-pane.tsx';
import { LayerList } from './layer-list.tsx';
import style from './layers-tab.module.css';
import { ReadingPane } from './reading-pane.tsx';

interface LayersTabProps {
  /** The image's id, or any of its names. */
  readonly image: string;
}

/** What is inside an image, layer by layer. */
export function LayersTab({ image }: LayersTabProps): React.JSX.Element {
  const connectedAtMs = useEngineStore(({ state }) =>
    state.kind === 'connected' ? state.connectedAtMs : undefined,
  );
  useEffect(() => {
    if (connectedAtMs !== undefined) openLayers(image);
  }, [image, connectedAtMs]);
  const layers = useLayerStore((store) => store.layers);
  const known = lastValueOf(layers);
  const isReady = layers.kind === 'ready';
  if (isReady && known?.layers.length === 0) return <NoLayers />;
  if (layers.kind === 'failed' && known === undefined) {
    return (
      <div className={style['alone']}>
        <Failed failure={layers.failure} image={image} />
      </div>
    );
  }
  return (
    <div className={style['tab']}>
      <div className={style['stack']}>
        <LayerList image={known} />
        {isReady && <EfficiencyBlock image={layers.value} />}
      </div>
      <div className={style['content']}>
        {isReady ? (
          <FilesPane image={layers.value} />
        ) : layers.kind === 'failed' ? (
          <div className={style['alone']}>
            <Failed failure={layers.failure} image={image} known={known} />
          </div>
        ) : (
          <ReadingPane name={image} image={known} />
        )}
      </div>
    </div>
  );
}

interface FailedProps {
  readonly failure: Failure;
  readonly image: string;
  readonly known?: ImageLayers | undefined;
}

function Failed({ failure, image, known }: FailedProps): React.JSX.Element {
  const again = (
    <Button
      look={failure.code === 'cancelled' ? 'primary' : 'plain'}
      onPress={() => openLayers(image)}
    >
      Read again
    </Button>
  );
  if (failure.code !== 'cancelled') {
    return (
      <FailureNote lead="This image could not be read to its end." failure={failure}>
        {again}
      </FailureNote>
    );
  }
  const readCount = known?.layers.filter(({ status }) => status !== 'waiting').length ?? 0;
  return (
    <EmptyState icon={<Ban size={22} />} title="Reading was cancelled" actions={again}>
      {readCount > 0
        ? 'The layers that were read are kept: they are not read again.'
        : 'Nothing of this image was read.'}
    </EmptyState>
  );
}

function NoLayers(): React.JSX.Element {
  return (
    <EmptyState icon={<Layers size={22} />} title="This image has no layers">
      It was made FROM scratch and nothing was put into it: it is settings alone, and no file.
    </EmptyState>
  );
}
