import ChevronRight from 'lucide-react/icons/chevron-right';
import Square from 'lucide-react/icons/square-dashed';
import { Fragment, useEffect } from 'react';
import type { LayerView, SizeArea } from '../../../shared/contract/layer.ts';
import { formatByteSize } from '../../../shared/value/byte-size.ts';
import { showSizeMap, useSizeMapStore, zoomInto } from '../../store/layer/size-map-store.ts';
import { lastValueOf } from '../../store/loadable.ts';
import { Button } from '../../widget/button/button.tsx';
import { EmptyState } from '../../widget/empty-state/empty-state.tsx';
import { FailureNote } from '../../widget/failure-note/failure-note.tsx';
import { SizeMapPicture } from './size-map-picture.tsx';
import style from './size-map.module.css';

/** The sizes of the chosen layers' files as a picture: the larger, the more room. */
export function SizeMapPane({ view }: { readonly view: LayerView }): React.JSX.Element {
  const trail = useSizeMapStore((store) => store.trail);
  const loadable = useSizeMapStore((store) => store.map);
  const { imageId, from, to, show } = view;
  useEffect(() => {
    void showSizeMap({ imageId, from, to, show });
  }, [imageId, from, to, show, trail]);
  const map = lastValueOf(loadable);
  return (
    <div className={style['pane']}>
      <nav className={style['trail']} aria-label="Folder that is shown">
        <Step name="/" trail={[]} isLast={trail.length === 0} />
        {trail.map((area, depth) => (
          <Fragment key={area.node}>
            <ChevronRight size={13} aria-hidden="true" />
            <Step
              name={area.name}
              trail={trail.slice(0, depth + 1)}
              isLast={depth === trail.length - 1}
            />
          </Fragment>
        ))}
        <span className={style['sum']}>{map !== undefined && formatByteSize(map.sizeBytes)}</span>
      </nav>
      {loadable.kind === 'failed' ? (
        <div className={style['alone']}>
          <FailureNote lead="The sizes could not be read." failure={loadable.failure}>
            <Button onPress={() => void showSizeMap({ imageId, from, to, show })}>
              Read again
            </Button>
          </FailureNote>
        </div>
      ) : map?.areas.length === 0 ? (
        <EmptyState icon={<Square size={22} />} title="Nothing here takes any room">
          {trail.length > 0
            ? 'The chosen layers have nothing in this folder.'
            : 'The chosen layers bring no bytes.'}
        </EmptyState>
      ) : (
        map !== undefined && <SizeMapPicture map={map} trail={trail} />
      )}
    </div>
  );
}

interface StepProps {
  readonly name: string;
  readonly trail: readonly SizeArea[];
  readonly isLast: boolean;
}

function Step({ name, trail, isLast }: StepProps): React.JSX.Element {
  return (
    <button
      type="button"
      className={style['step']}
      aria-current={isLast ? 'location' : undefined}
      aria-label={name === '/' ? 'The whole image' : undefined}
      onClick={() => zoomInto(trail)}
    >
      {name}
    </button>
  );
}
