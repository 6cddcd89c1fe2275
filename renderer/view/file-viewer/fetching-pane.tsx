import { useCallback } from 'react';
import { closeViewer, type Fetched } from '../../store/layer/file-viewer-store.ts';
import { Button } from '../../widget/button/button.tsx';
import { LiveText } from '../../widget/live-text/live-text.tsx';
import { ProgressBar } from '../../widget/progress-bar/progress-bar.tsx';
import style from './file-viewer.module.css';
import { fetchingWords } from './file-words.ts';

interface FetchingPaneProps {
  readonly fetched: Extract<Fetched<unknown>, { kind: 'loading' }>;
}

/** How far a fetch is, and a way out of it. */
export function FetchingPane({ fetched }: FetchingPaneProps): React.JSX.Element {
  const { progress, startedAtMs } = fetched;
  const textAt = useCallback(
    (nowMs: number) => fetchingWords(progress, nowMs - startedAtMs),
    [progress, startedAtMs],
  );
  const { readBytes = 0, expectedBytes = 0 } = progress ?? {};
  const donePct = readBytes === 0 ? undefined : (100 * readBytes) / Math.max(1, expectedBytes);
  return (
    <div className={style['fetching']}>
      <div className={style['fetchingCard']}>
        <p>
          The engine hands out whole images only: Berth lets the rest pass, keeps this file, and
          stops as soon as it has it.
        </p>
        <ProgressBar label="Fetching the file" donePct={donePct} />
        <div className={style['fetchingFoot']}>
          <span>
            <LiveText textAt={textAt} />
          </span>
          <Button onPress={closeViewer}>Cancel</Button>
        </div>
      </div>
    </div>
  );
}
