import Eye from 'lucide-react/icons/eye';
import GitCompare from 'lucide-react/icons/git-compare-arrows';
import { Fragment, useEffect } from 'react';
import type { PathEvent, PathLife } from '../../../shared/contract/layer.ts';
import { formatByteSize } from '../../../shared/value/byte-size.ts';
import { useFileTreeStore } from '../../store/layer/file-tree-store.ts';
import { compareFiles, viewFile } from '../../store/layer/file-viewer-store.ts';
import { chooseLayer } from '../../store/layer/layer-view-store.ts';
import { showLife, usePathLifeStore } from '../../store/layer/path-life-store.ts';
import { versionSubject } from '../../store/layer/row-subject.ts';
import { lastValueOf } from '../../store/loadable.ts';
import { Button } from '../../widget/button/button.tsx';
import { classNames } from '../../widget/class-names.ts';
import { CopyButton } from '../../widget/copy-button/copy-button.tsx';
import { eventWords, numberOf } from './layer-words.ts';
import style from './path-life-strip.module.css';

interface PathLifeStripProps {
  readonly imageId: string;
  readonly layerCount: number;
}

/** What every layer did to the current path, and whether it still ships. */
export function PathLifeStrip({
  imageId,
  layerCount,
}: PathLifeStripProps): React.JSX.Element | null {
  const node = useFileTreeStore(({ current }) => current?.node);
  useEffect(() => {
    if (node !== undefined) showLife(imageId, node);
  }, [imageId, node]);
  const loadable = usePathLifeStore((store) => store.life);
  const life = lastValueOf(loadable);
  if (node === undefined) return null;
  return (
    <section aria-label="Life of this path" className={style['strip']}>
      {loadable.kind === 'failed' ? (
        <p role="alert" className={style['soft']}>
          {loadable.failure.message}
        </p>
      ) : (
        life !== undefined && <Life imageId={imageId} life={life} layerCount={layerCount} />
      )}
    </section>
  );
}

interface LifeProps {
  readonly imageId: string;
  readonly life: PathLife;
  readonly layerCount: number;
}

function Life({ imageId, life, layerCount }: LifeProps): React.JSX.Element {
  const { path, events } = life;
  const files = events.filter(hasContent).map((event) => versionSubject(imageId, life, event));
  const [before, after] = files.slice(-2);
  return (
    <>
      <div className={style['line']}>
        <span className={classNames(style['path'], 'selectable')}>/{path}</span>
        {before !== undefined && after !== undefined && (
          <Button
            look="quiet"
            icon={<GitCompare size={14} aria-hidden="true" />}
            tip={`Layer ${numberOf(before.position)} against layer ${numberOf(after.position)}`}
            onPress={() => compareFiles(before, after)}
          >
            Compare versions
          </Button>
        )}
        <CopyButton label="Copy path" textOf={() => `/${path}`} />
      </div>
      <div className={style['story']}>
        {events.map((event, index) => (
          <Fragment key={`${event.position} ${event.change}`}>
            {index > 0 && <span aria-hidden="true" className={style['link']} />}
            <EventButton event={event} />
            {hasContent(event) && (
              <button
                type="button"
                className={style['open']}
                aria-label={`Open layer ${numberOf(event.position)}’s version`}
                data-tip={`Open layer ${numberOf(event.position)}’s version`}
                onClick={() => viewFile(versionSubject(imageId, life, event))}
              >
                <Eye size={14} aria-hidden="true" />
              </button>
            )}
          </Fragment>
        ))}
        <span className={style['outcome']}>{outcomeWords(life, layerCount)}</span>
      </div>
    </>
  );
}

/** Whether there is something to look at: a removal brought nothing. */
function hasContent({ change, kind }: PathEvent): boolean {
  return change !== 'removed' && (kind === 'file' || kind === 'hardlink');
}

function EventButton({ event }: { readonly event: PathEvent }): React.JSX.Element {
  const { change, position, sizeBytes, kind, removedWith } = event;
  const hasSize = kind === 'file' && change !== 'removed';
  const tip =
    removedWith === undefined
      ? `Show layer ${numberOf(position)}`
      : `Deleted with /${removedWith}; show layer ${numberOf(position)}`;
  return (
    <button
      type="button"
      className={classNames(style['event'], style[change])}
      data-tip={tip}
      onClick={() => chooseLayer(position)}
    >
      {eventWords(event)}
      {hasSize && <span className={style['bytes']}>{formatByteSize(sizeBytes)}</span>}
    </button>
  );
}

/** Whether it is still there, and what it costs in all. */
function outcomeWords({ events, isPresent, shippedBytes }: PathLife, layerCount: number): string {
  if (events.length === 0)
    return 'No layer lists this folder itself: it is there because of what lies in it.';
  if (!isPresent) {
    return shippedBytes > 0
      ? `Not in the image, and still shipped: ${formatByteSize(shippedBytes)}`
      : 'Not in the image';
  }
  const newestBytes = events.at(-1)?.sizeBytes ?? 0;
  const hiddenBytes = shippedBytes - newestBytes;
  if (events.at(-1)?.kind === 'file' && hiddenBytes > 0) {
    return `In the image; ${formatByteSize(hiddenBytes)} of older versions ship too`;
  }
  return layerCount > 1 ? 'In the image' : '';
}
