import { useCallback } from 'react';
import { formatByteSize } from '../../../shared/value/byte-size.ts';
import { formatDateTime } from '../../../shared/value/clock-time.ts';
import { formatRelativeTime } from '../../../shared/value/relative-time.ts';
import { shortId } from '../../../shared/value/short-id.ts';
import { useImageStore } from '../../store/image-store.ts';
import { toggleMark, useImageViewStore } from '../../store/image-view-store.ts';
import { lastValueOf } from '../../store/loadable.ts';
import { goTo, hrefOf, imagePlace } from '../../store/place-store.ts';
import { LiveText } from '../../widget/live-text/live-text.tsx';
import type { NameLine } from './image-lines.ts';
import { referenceWords, uniqueWords, userSentence, userWords } from './image-words.ts';
import style from './images-screen.module.css';

interface CellProps {
  readonly line: NameLine;
}

/** Whether the line is marked for what is done to many. */
export function MarkCell({
  line,
  isCurrent,
}: CellProps & { readonly isCurrent: boolean }): React.JSX.Element {
  const isMarked = useImageViewStore(({ marked }) => marked.has(line.key));
  return (
    <label className={style['mark']}>
      <input
        type="checkbox"
        checked={isMarked}
        tabIndex={isCurrent ? 0 : -1}
        aria-label={`Mark ${referenceWords(line.reference)}`}
        onChange={() => toggleMark(line.key)}
      />
    </label>
  );
}

/** The name without its tag, which leads to the image's page. */
export function RepositoryCell({ line }: CellProps): React.JSX.Element {
  const { repository, image } = line;
  const place = imagePlace(image.id);
  return (
    <a
      href={hrefOf(place)}
      tabIndex={-1}
      className={style['name']}
      data-tip={repository ?? image.id}
      onClick={(event) => {
        event.preventDefault();
        goTo(place);
      }}
    >
      {repository ?? shortId(image.id)}
    </a>
  );
}

/** The tag; an image without any is dangling. */
export function TagCell({ line }: CellProps): React.JSX.Element {
  if (line.tag !== undefined) {
    return (
      <span className={style['soft']} data-tip={line.tag}>
        {line.tag}
      </span>
    );
  }
  if (line.image.tags.length > 0) return <span className={style['faint']}>none</span>;
  return (
    <span
      className={style['badge']}
      data-tip="No tag leads to it: often what an image was before it was built or pulled anew"
    >
      dangling
    </span>
  );
}

/** What the registry calls it. */
export function DigestCell({ line }: CellProps): React.JSX.Element {
  if (line.digest === undefined) {
    return (
      <span className={style['faint']} data-tip="It was made here, and no registry has named it">
        –
      </span>
    );
  }
  return (
    <code className={style['soft']} data-tip={line.digest}>
      {shortId(line.digest)}
    </code>
  );
}

/** All its layers. */
export function SizeCell({ line }: CellProps): React.JSX.Element {
  return <span className={style['number']}>{formatByteSize(line.image.sizeBytes)}</span>;
}

/** The layers that no other image has. */
export function UniqueCell({ line }: CellProps): React.JSX.Element {
  const usage = useImageStore(({ list }) => lastValueOf(list)?.usage);
  const { text, why } = uniqueWords(line, usage);
  return (
    <span className={why === undefined ? style['number'] : style['unknown']} data-tip={why}>
      {text}
    </span>
  );
}

/** How long ago it was made. */
export function CreatedCell({ line }: CellProps): React.JSX.Element {
  const { createdAtMs } = line.image;
  const textAt = useCallback(
    (nowMs: number) =>
      createdAtMs === undefined ? 'unknown' : formatRelativeTime(createdAtMs, nowMs),
    [createdAtMs],
  );
  return (
    <span
      className={style['soft']}
      data-tip={
        createdAtMs === undefined ? 'The image does not say when' : formatDateTime(createdAtMs)
      }
    >
      <LiveText textAt={textAt} />
    </span>
  );
}

/** The containers that were made from it. */
export function UsersCell({ line }: CellProps): React.JSX.Element {
  const { users } = line.image;
  const [first] = users;
  if (first === undefined) return <span className={style['faint']}>–</span>;
  if (users.length > 1) {
    return (
      <span className={style['soft']} data-tip={userSentence(users)}>
        {userWords(users)}
      </span>
    );
  }
  const place = { screen: 'container', id: first.id, tab: 'overview' } as const;
  return (
    <a
      href={hrefOf(place)}
      tabIndex={-1}
      className={style['user']}
      data-tip={userSentence(users)}
      onClick={(event) => {
        event.preventDefault();
        goTo(place);
      }}
    >
      {first.name}
    </a>
  );
}

/** Operating system and processor. */
export function PlatformCell({ line }: CellProps): React.JSX.Element {
  const { platform } = line.image;
  return (
    <span className={platform === undefined ? style['faint'] : style['soft']} data-tip={platform}>
      {platform ?? '…'}
    </span>
  );
}
