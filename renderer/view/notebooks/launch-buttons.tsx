import AppWindow from 'lucide-react/icons/app-window';
import ExternalLink from 'lucide-react/icons/external-link';
import Play from 'lucide-react/icons/play';
import RotateCw from 'lucide-react/icons/rotate-cw';
import ScrollText from 'lucide-react/icons/scroll-text';
import Square from 'lucide-react/icons/square';
import SquareTerminal from 'lucide-react/icons/square-terminal';
import Trash2 from 'lucide-react/icons/trash-2';
import X from 'lucide-react/icons/x';
import type { Launch } from '../../../shared/contract/launch.ts';
import { useIsEngineLive } from '../../store/engine-store.ts';
import {
  cancelLaunch,
  openLaunchInBrowser,
  restartLaunch,
  stopLaunch,
} from '../../store/launch-store.ts';
import { goTo } from '../../store/place-store.ts';
import { askLaunchRemoval } from '../../store/removal-store.ts';
import { openTerminal } from '../../store/terminal-store.ts';
import { Button } from '../../widget/button/button.tsx';
import { isUnderWay } from './launch-words.ts';
import style from './notebooks-screen.module.css';

interface LaunchButtonsProps {
  readonly launch: Launch;
  /** True while something was asked of it and is not done yet. */
  readonly isBusy: boolean;
}

/** What can be done with a launch in its state; what cannot is not there. */
export function LaunchButtons({ launch, isBusy }: LaunchButtonsProps): React.JSX.Element {
  const isLive = useIsEngineLive();
  const refusal = isLive ? (isBusy ? 'It is busy' : undefined) : 'The engine is not connected';
  return (
    <div className={style['launchButtons']}>
      {launch.status === 'Ready' && <ReadyButtons launch={launch} refusal={refusal} />}
      {isUnderWay(launch.status) && (
        <Button
          icon={<X size={14} aria-hidden="true" />}
          refusal={refusal}
          onPress={() => void cancelLaunch(launch)}
        >
          Cancel
        </Button>
      )}
      {(launch.status === 'Stopped' || launch.status === 'Failed') && (
        <EndedButtons launch={launch} refusal={refusal} />
      )}
      {launch.status === 'Ready' && <TerminalButton launch={launch} refusal={refusal} />}
      <LogsButton launch={launch} />
    </div>
  );
}

interface PartProps {
  readonly launch: Launch;
  readonly refusal: string | undefined;
}

function ReadyButtons({ launch, refusal }: PartProps): React.JSX.Element {
  return (
    <>
      <Button
        look="primary"
        icon={<AppWindow size={14} aria-hidden="true" />}
        refusal={refusal}
        onPress={() => goTo({ screen: 'notebook', launchId: launch.id })}
      >
        Open
      </Button>
      <Button
        icon={<ExternalLink size={14} aria-hidden="true" />}
        refusal={refusal}
        tip="Puts the token on the clipboard for a minute"
        onPress={() => void openLaunchInBrowser(launch)}
      >
        Open in browser
      </Button>
      <Button
        icon={<Square size={12} fill="currentColor" aria-hidden="true" />}
        refusal={refusal}
        onPress={() => void stopLaunch(launch)}
      >
        Stop
      </Button>
    </>
  );
}

function EndedButtons({ launch, refusal }: PartProps): React.JSX.Element {
  const hasFailed = launch.status === 'Failed';
  return (
    <>
      <Button
        look="primary"
        icon={
          hasFailed ? (
            <RotateCw size={14} aria-hidden="true" />
          ) : (
            <Play size={14} aria-hidden="true" />
          )
        }
        refusal={refusal}
        onPress={() => void restartLaunch(launch)}
      >
        {hasFailed ? 'Try again' : 'Start again'}
      </Button>
      <Button
        icon={<Trash2 size={14} aria-hidden="true" />}
        refusal={refusal}
        onPress={() => void askLaunchRemoval(launch)}
      >
        Remove
      </Button>
    </>
  );
}

function TerminalButton({ launch, refusal }: PartProps): React.JSX.Element | null {
  const { containerId, name } = launch;
  if (containerId === undefined) return null;
  return (
    <Button
      look="quiet"
      icon={<SquareTerminal size={14} aria-hidden="true" />}
      refusal={refusal}
      onPress={() => void openTerminal({ containerId, containerName: name })}
    >
      Terminal
    </Button>
  );
}

function LogsButton({ launch }: { readonly launch: Launch }): React.JSX.Element | null {
  const { containerId } = launch;
  if (containerId === undefined) return null;
  return (
    <Button
      look="quiet"
      icon={<ScrollText size={14} aria-hidden="true" />}
      onPress={() => goTo({ screen: 'container', id: containerId, tab: 'logs' })}
    >
      Logs
    </Button>
  );
}
