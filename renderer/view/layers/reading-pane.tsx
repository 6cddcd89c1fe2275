import type { ImageLayer, ImageLayers } from '../../../shared/contract/image-layers.ts';
import { formatPlural } from '../../../shared/value/count.ts';
import { cancelReading, useLayerStore } from '../../store/layer-store.ts';
import { Button } from '../../widget/button/button.tsx';
import { ProgressBar } from '../../widget/progress-bar/progress-bar.tsx';
import { readingWords } from './layer-words.ts';
import style from './layers-tab.module.css';

interface ReadingPaneProps {
  readonly name: string;
  readonly image: ImageLayers | undefined;
}

/** How far the reading of an image is; the layers beside it arrive one by one. */
export function ReadingPane({ name, image }: ReadingPaneProps): React.JSX.Element {
  const bytesPerS = useLayerStore(({ pace }) => pace?.bytesPerS);
  const { readBytes, expectedBytes, layers, taskId } = image ?? UNKNOWN;
  return (
    <div className={style['reading']}>
      <div className={style['readingCard']}>
        <h2>Reading {shortName(name)}</h2>
        <p className={style['soft']}>
          The engine hands out the whole image; Berth reads which files each layer has, and keeps no
          content.
        </p>
        <ProgressBar label="Reading the image" donePct={donePctOf(readBytes, expectedBytes)} />
        <div className={style['readingFoot']}>
          <output className={style['readingWords']}>
            <span>
              {image === undefined
                ? 'The engine is asked for it'
                : readingWords({ readBytes, expectedBytes }, bytesPerS)}
            </span>
            <CountWords layers={layers} />
          </output>
          {taskId !== undefined && <Button onPress={() => void cancelReading()}>Cancel</Button>}
        </div>
      </div>
    </div>
  );
}

const UNKNOWN = { readBytes: 0, expectedBytes: 0, layers: [], taskId: undefined } as const;

/** Absent before the first byte, as the engine may take long to prepare. */
function donePctOf(readBytes: number, expectedBytes: number): number | undefined {
  if (readBytes === 0 || expectedBytes === 0) return undefined;
  return Math.min(100, (readBytes / expectedBytes) * 100);
}

function CountWords({ layers }: { readonly layers: readonly ImageLayer[] }): React.JSX.Element {
  const read = layers.filter(({ status }) => status !== 'waiting');
  const cached = read.filter(({ isFromCache }) => isFromCache);
  if (read.length === 0) return <span />;
  return (
    <span className={style['soft']}>
      {read.length} of {formatPlural(layers.length, 'layer')} read
      {cached.length > 0 && `, ${cached.length} of them on an earlier occasion`}
    </span>
  );
}

/** An id is shortened; a name stays. */
function shortName(name: string): string {
  return name.replace(/^sha256:([0-9a-f]{12})[0-9a-f]*$/, '$1');
}
