import FileDown from 'lucide-react/icons/file-down';
import type { ImageDetail, ImageStep } from '../../../shared/contract/image.ts';
import { formatByteSize } from '../../../shared/value/byte-size.ts';
import { formatDateTime } from '../../../shared/value/clock-time.ts';
import { formatPlural } from '../../../shared/value/count.ts';
import { saveHistory } from '../../store/image-history.ts';
import { Button } from '../../widget/button/button.tsx';
import { FactList } from '../../widget/fact-list/fact-list.tsx';
import { ScrollBox } from '../../widget/scroll-box/scroll-box.tsx';
import style from './image-screen.module.css';

/** How the image came to be, step by step, and what it starts in the end. */
export function HistoryTab({ detail }: { readonly detail: ImageDetail }): React.JSX.Element {
  const largestBytes = Math.max(1, ...detail.history.map(({ sizeBytes }) => sizeBytes));
  return (
    <ScrollBox label="History" className={style['split']}>
      <section aria-labelledby="image-steps" className={style['history']}>
        <header className={style['historyHead']}>
          <h2 id="image-steps">{formatPlural(detail.history.length, 'step')}</h2>
          <Button
            look="quiet"
            icon={<FileDown size={14} aria-hidden="true" />}
            tip="As far as the image tells it"
            onPress={() => void saveHistory(detail.id, 'dockerfile')}
          >
            Save as Dockerfile…
          </Button>
          <Button
            look="quiet"
            icon={<FileDown size={14} aria-hidden="true" />}
            onPress={() => void saveHistory(detail.id, 'json')}
          >
            Save as JSON…
          </Button>
        </header>
        <ol aria-label="Instructions, the oldest first" className={style['steps']}>
          {detail.history.map((step, at) => (
            <Step key={at} step={step} largestBytes={largestBytes} />
          ))}
        </ol>
      </section>
      <div className={style['facts']}>
        <FactList
          title="What it starts"
          facts={[
            ['Entrypoint', wordsOf(detail.entrypoint)],
            ['Command', wordsOf(detail.command)],
            ['User', detail.user === '' ? 'root' : detail.user],
            ['Working folder', detail.workingDirectory === '' ? '/' : detail.workingDirectory],
            ['Ports', detail.exposedPorts.length === 0 ? 'None' : detail.exposedPorts.join(', ')],
          ]}
        />
        <FactList
          title="Environment"
          none="It sets no variables."
          facts={detail.env.map((entry) => {
            const at = entry.indexOf('=');
            return [entry.slice(0, at), entry.slice(at + 1)] as const;
          })}
        />
        <FactList
          title="Labels"
          none="No labels."
          facts={Object.entries(detail.labels).toSorted(([a], [b]) => (a < b ? -1 : 1))}
        />
      </div>
    </ScrollBox>
  );
}

interface StepProps {
  readonly step: ImageStep;
  readonly largestBytes: number;
}

function Step({ step, largestBytes }: StepProps): React.JSX.Element {
  const { keyword, words, comment, createdAtMs, sizeBytes, changes } = step;
  return (
    <li className={style['step']}>
      <span className={style['keyword']}>{keyword}</span>
      <div className={style['words']}>
        <code className="selectable">{words === '' ? comment || 'No words' : words}</code>
        {changes.length > 0 && (
          <ul aria-label="What it replaced" className={style['changes']}>
            {changes.map((change) => (
              <li key={change}>{change}</li>
            ))}
          </ul>
        )}
      </div>
      <span
        className={style['size']}
        data-tip={createdAtMs === undefined ? undefined : formatDateTime(createdAtMs)}
      >
        {sizeBytes === 0 ? '–' : formatByteSize(sizeBytes)}
        <span
          aria-hidden="true"
          className={style['bar']}
          style={{ width: `${(sizeBytes / largestBytes) * 100}%` }}
        />
      </span>
    </li>
  );
}

function wordsOf(command: readonly string[]): string {
  return command.length === 0 ? 'None' : command.join(' ');
}
