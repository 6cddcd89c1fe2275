import style from './skeleton.module.css';

interface SkeletonProps {
  readonly widthPx: number;
  readonly heightPx?: number;
}

/** The place of a text that is on its way. */
export function Skeleton({ widthPx, heightPx = 10 }: SkeletonProps): React.JSX.Element {
  return (
    <span
      aria-hidden="true"
      className={style['skeleton']}
      style={{ width: widthPx, height: heightPx }}
    />
  );
}
