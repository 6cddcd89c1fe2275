import style from './progress-bar.module.css';

interface ProgressBarProps {
  /** What is under way: its accessible name. */
  readonly label: string;
  /** Share done, 0 to 100; absent when it cannot be known. */
  readonly donePct?: number | undefined;
}

/** How far something is. Without a share it moves, and claims nothing. */
export function ProgressBar({ label, donePct }: ProgressBarProps): React.JSX.Element {
  const shownPct = donePct === undefined ? undefined : Math.round(donePct * 10) / 10;
  return <progress aria-label={label} max={100} value={shownPct} className={style['bar']} />;
}
