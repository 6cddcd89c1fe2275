import ArrowLeft from 'lucide-react/icons/arrow-left';
import ExternalLink from 'lucide-react/icons/external-link';
import NotebookText from 'lucide-react/icons/notebook-text';
import RotateCw from 'lucide-react/icons/rotate-cw';
import Square from 'lucide-react/icons/square';
import type { Launch } from '../../../shared/contract/launch.ts';
import {
  findLaunch,
  openLaunchInBrowser,
  reloadLaunchView,
  restartLaunch,
  stopLaunch,
  useLaunchStore,
} from '../../store/launch-store.ts';
import { goTo } from '../../store/place-store.ts';
import { Button } from '../../widget/button/button.tsx';
import { IconButton } from '../../widget/button/icon-button.tsx';
import { EmptyState } from '../../widget/empty-state/empty-state.tsx';
import { ScreenHead } from '../../widget/screen-head/screen-head.tsx';
import { StateMark } from '../../widget/state-mark/state-mark.tsx';
import { endingWords, isUnderWay, STATUS_TONES } from '../notebooks/launch-words.ts';
import { StepList } from '../notebooks/step-list.tsx';
import style from './notebook-screen.module.css';
import { useNotebookView } from './use-notebook-view.ts';

/** A notebook inside the window: our bar above, its own page in its own view below. */
export function NotebookScreen({ launchId }: { readonly launchId: string }): React.JSX.Element {
  const launch = useLaunchStore((state) => findLaunch(state, launchId));
  return (
    <div className={style['screen']}>
      <ScreenHead
        title={launch?.name ?? launchId}
        before={
          <IconButton
            label="Back to Notebooks"
            icon={<ArrowLeft size={16} aria-hidden="true" />}
            onPress={() => goTo({ screen: 'notebooks' })}
          />
        }
        beside={launch !== undefined && <HeadStatus launch={launch} />}
      >
        {launch?.status === 'Ready' && <HeadButtons launch={launch} />}
      </ScreenHead>
      {launch?.status === 'Ready' ? <ViewPlace launchId={launchId} /> : <NoView launch={launch} />}
    </div>
  );
}

function HeadStatus({ launch }: { readonly launch: Launch }): React.JSX.Element {
  const pending = useLaunchStore((store) => store.pending.get(launch.id));
  const ending = endingWords(launch, pending);
  return (
    <span className={style['status']}>
      <output>
        <StateMark tone={STATUS_TONES[launch.status]} isMoving={isUnderWay(launch.status)}>
          {launch.status}
        </StateMark>
      </output>
      {ending}
    </span>
  );
}

function HeadButtons({ launch }: { readonly launch: Launch }): React.JSX.Element {
  const isBusy = useLaunchStore((store) => store.pending.has(launch.id)) || launch.isEnding;
  return (
    <>
      <Button
        look="quiet"
        icon={<RotateCw size={14} aria-hidden="true" />}
        onPress={() => void reloadLaunchView()}
      >
        Reload
      </Button>
      <Button
        look="quiet"
        icon={<ExternalLink size={14} aria-hidden="true" />}
        onPress={() => void openLaunchInBrowser(launch)}
      >
        Open in browser
      </Button>
      <Button
        icon={<Square size={12} fill="currentColor" aria-hidden="true" />}
        isBusy={isBusy}
        onPress={() => void stopLaunch(launch)}
      >
        Stop
      </Button>
    </>
  );
}

/** The room that the notebook's view covers. Nothing of ours may lie in it. */
function ViewPlace({ launchId }: { readonly launchId: string }): React.JSX.Element {
  const ref = useNotebookView(launchId);
  return <div ref={ref} className={style['place']} />;
}

function NoView({ launch }: { readonly launch: Launch | undefined }): React.JSX.Element {
  const back = <Button onPress={() => goTo({ screen: 'notebooks' })}>Back to Notebooks</Button>;
  const icon = <NotebookText size={22} />;
  if (launch === undefined) {
    return (
      <EmptyState icon={icon} title="This launch is gone" actions={back}>
        It was removed, or belongs to another engine.
      </EmptyState>
    );
  }
  if (isUnderWay(launch.status)) {
    return (
      <div className={style['waiting']}>
        <h2>The notebook is on its way</h2>
        <StepList launch={launch} />
      </div>
    );
  }
  return (
    <EmptyState
      icon={icon}
      title={launch.status === 'Failed' ? 'This launch failed' : 'This notebook has stopped'}
      actions={
        <>
          <Button look="primary" onPress={() => void restartLaunch(launch)}>
            {launch.status === 'Failed' ? 'Try again' : 'Start again'}
          </Button>
          {back}
        </>
      }
    >
      {launch.failure?.message ?? 'Its container is kept, with everything written inside it.'}
    </EmptyState>
  );
}
