import type { Container, ContainerDetail } from '../../../shared/contract/container.ts';
import { formatDateTime } from '../../../shared/value/clock-time.ts';
import { shortId } from '../../../shared/value/short-id.ts';
import { refreshContainerDetail } from '../../store/container-detail-store.ts';
import { lastValueOf, type Loadable } from '../../store/loadable.ts';
import { Button } from '../../widget/button/button.tsx';
import { FailureNote } from '../../widget/failure-note/failure-note.tsx';
import { FactList } from '../../widget/fact-list/fact-list.tsx';
import { Skeleton } from '../../widget/skeleton/skeleton.tsx';
import { StatusCell } from '../containers/container-cells.tsx';
import { portSentences } from '../containers/container-words.ts';
import style from './container-screen.module.css';
import { HelpersOf } from '../terminals/helper-note.tsx';
import { ExecSection } from './exec-section.tsx';
import { ScrollBox } from '../../widget/scroll-box/scroll-box.tsx';

interface OverviewTabProps {
  readonly id: string;
  readonly detail: Loadable<ContainerDetail>;
  readonly row: Container | undefined;
}

/** What a person first wants to know of a container. */
export function OverviewTab({ id, detail, row }: OverviewTabProps): React.JSX.Element {
  const known = lastValueOf(detail);
  return (
    <ScrollBox label="Overview" className={style['overview']}>
      <HelpersOf targetId={id} />
      {detail.kind === 'failed' && (
        <FailureNote lead="This container could not be read." failure={detail.failure}>
          <Button onPress={() => void refreshContainerDetail(id)}>Read again</Button>
        </FailureNote>
      )}
      {known !== undefined && known.startError !== '' && (
        <FailureNote
          lead="It could not be started last time."
          failure={{ code: 'conflict', message: known.startError }}
        />
      )}
      {known === undefined ? (
        detail.kind !== 'failed' && <OverviewSkeleton />
      ) : (
        <div className={style['sections']}>
          <StateSection detail={known} row={row ?? known.container} />
          <SettingsSection detail={known} />
          {(row ?? known.container).state === 'running' && (
            <ExecSection containerId={id} containerName={known.container.name} />
          )}
          <PortsSection detail={known} />
          <MountsSection detail={known} />
          <LabelsSection detail={known} />
        </div>
      )}
    </ScrollBox>
  );
}

interface SectionProps {
  readonly detail: ContainerDetail;
}

function StateSection({
  detail,
  row,
}: SectionProps & { readonly row: Container }): React.JSX.Element {
  const { startedAtMs, finishedAtMs, exitCode, isOomKilled } = detail;
  const hasEnded = row.state === 'exited' || row.state === 'dead';
  return (
    <FactList
      title="State"
      facts={[
        ['Status', <StatusCell key="status" row={row} />],
        ['Created', formatDateTime(row.createdAtMs)],
        ['Started', startedAtMs === undefined ? 'Never' : formatDateTime(startedAtMs)],
        ...fact(hasEnded && finishedAtMs !== undefined, 'Ended', () =>
          formatDateTime(finishedAtMs ?? 0),
        ),
        ...fact(hasEnded && exitCode !== undefined, 'Exit code', () => `${exitCode}`),
        ...fact(isOomKilled, 'Killed', () => 'It used more memory than it was allowed'),
      ]}
    />
  );
}

function SettingsSection({ detail }: SectionProps): React.JSX.Element {
  const { container, workingDirectory, user, restartPolicy, hasTty } = detail;
  return (
    <FactList
      title="Made from"
      facts={[
        ['Image', container.image],
        ['Image ID', shortId(container.imageId)],
        ['Container ID', container.id],
        ['Command', container.command === '' ? 'None' : container.command],
        ['Working folder', workingDirectory === '' ? '/' : workingDirectory],
        ['User', user === '' ? 'The image’s own, or root' : user],
        ['Restart policy', restartPolicy === '' ? 'no' : restartPolicy],
        ['Terminal', hasTty ? 'Yes' : 'No'],
      ]}
    />
  );
}

function PortsSection({ detail }: SectionProps): React.JSX.Element {
  const ports = portSentences(detail.container.ports);
  return (
    <FactList
      title="Reached by"
      facts={[
        ...(ports.length === 0
          ? [['Ports', 'None published'] as const]
          : ports.map((port, i) => [i === 0 ? 'Ports' : '', port] as const)),
        ...detail.networks.map(
          ({ name, ipAddress }) =>
            [`Network ${name}`, ipAddress === '' ? 'No address now' : ipAddress] as const,
        ),
      ]}
    />
  );
}

function MountsSection({ detail }: SectionProps): React.JSX.Element {
  return (
    <FactList
      title="Mounts"
      none="Nothing is mounted: what it writes goes with it."
      facts={detail.mounts.map(
        ({ kind, source, destination, isWritable }) =>
          [destination, `${kind} ${source}${isWritable ? '' : ', read only'}`] as const,
      )}
    />
  );
}

function LabelsSection({ detail }: SectionProps): React.JSX.Element {
  return (
    <FactList
      title="Labels"
      none="No labels."
      facts={Object.entries(detail.container.labels).toSorted(([a], [b]) => (a < b ? -1 : 1))}
    />
  );
}

function fact(
  isKnown: boolean,
  name: string,
  text: () => string,
): readonly (readonly [string, string])[] {
  return isKnown ? [[name, text()]] : [];
}

function OverviewSkeleton(): React.JSX.Element {
  return (
    <output aria-label="Reading this container" className={style['skeleton']}>
      {[180, 240, 210, 300, 190, 260].map((widthPx) => (
        <Skeleton key={widthPx} widthPx={widthPx} />
      ))}
    </output>
  );
}
