import type { ImageLayers } from '../../../shared/contract/image-layers.ts';
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
  const expectedBytes = image?.expectedBytes ?? 0;
  const readBytes = image?.readBytes ?? 0;
  const donePct =
    expectedBytes > 0 && readBytes > 0
      ? Math.min(100, (readBytes / expectedBytes) * 100)
      : undefined;
  const read = image?.layers.filter(({ status }) => status !== 'waiting') ?? [];
  const cached = read.filter(({ isFromCache }) => isFromCache);
  return (
    <div className={style['reading']}>
      <div className={style['readingCard']}>
        <h2>Reading {shortName(name)}</h2>
        <p className={style['soft']}>
          The engine hands out the whole image; Berth reads which files each layer has, and keeps no
          content.
        </p>
        <ProgressBar label="Reading the image" donePct={donePct} />
        <div className={style['readingFoot']}>
          <output className={style['readingWords']}>
            <span>
              {image === undefined
                ? 'The engine is asked for it'
                : readingWords({ readBytes, expectedBytes }, bytesPerS)}
            </span>
            {read.length > 0 && (
              <span className={style['soft']}>
                {formatPlural(read.length, 'layer')} of {image?.layers.length ?? 0} here
                {cached.length > 0 && `, ${cached.length} of them known from before`}
              </span>
            )}
          </output>
          {image?.taskId !== undefined && (
            <Button onPress={() => void cancelReading()}>Cancel</Button>
          )}
        </div>
      </div>
    </div>
  );
}

/** An id is shortened; a name stays. */
function shortName(name: string): string {
  return name.replace(/^sha256:([0-9a-f]{12})[0-9a-f]*$/, '$1');
}
