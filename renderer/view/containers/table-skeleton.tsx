import { Skeleton } from '../../widget/skeleton/skeleton.tsx';
import style from './containers-screen.module.css';

/** Widths that look like names and images, in CSS pixels. */
const WIDTHS_PX = [
  [120, 190],
  [96, 150],
  [150, 210],
  [110, 170],
  [134, 140],
  [88, 200],
  [124, 160],
  [102, 180],
] as const;

/** The table before its first list: same head, same rows, nothing in them. */
export function TableSkeleton(): React.JSX.Element {
  return (
    <output
      aria-busy="true"
      className={style['skeleton']}
      aria-label="Reading the list of containers"
    >
      <div className={style['skeletonHead']} />
      {WIDTHS_PX.map(([namePx, imagePx]) => (
        <div key={`${namePx}`} className={style['skeletonRow']}>
          <Skeleton widthPx={64} />
          <Skeleton widthPx={namePx} />
          <Skeleton widthPx={imagePx} />
          <Skeleton widthPx={60} />
          <Skeleton widthPx={80} />
        </div>
      ))}
    </output>
  );
}
