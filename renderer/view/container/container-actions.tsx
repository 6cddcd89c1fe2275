import GitCompare from 'lucide-react/icons/git-compare-arrows';
import Play from 'lucide-react/icons/play';
import RotateCw from 'lucide-react/icons/rotate-cw';
import Square from 'lucide-react/icons/square';
import SquareTerminal from 'lucide-react/icons/square-terminal';
import Trash2 from 'lucide-react/icons/trash-2';
import type { Container } from '../../../shared/contract/container.ts';
import {
  restartContainer,
  startContainer,
  stopContainer,
  useContainerStore,
} from '../../store/container-store.ts';
import { useIsEngineLive } from '../../store/engine-store.ts';
import { openTerminalIn } from '../../store/helper-store.ts';
import { goTo } from '../../store/place-store.ts';
import { askRemoval } from '../../store/removal-store.ts';
import { Button } from '../../widget/button/button.tsx';
import { refusalsOf } from '../containers/container-words.ts';

/** What can be done with the container whose page this is. */
export function ContainerActions({ row }: { readonly row: Container }): React.JSX.Element {
  const pending = useContainerStore((store) => store.pending.get(row.id));
  const refusals = refusalsOf(row, pending, useIsEngineLive());
  const canStart =
    refusals.start === undefined || row.state === 'created' || row.state === 'exited';
  return (
    <>
      {canStart ? (
        <Button
          icon={<Play size={14} aria-hidden="true" />}
          refusal={refusals.start}
          isBusy={pending === 'starting'}
          onPress={() => void startContainer(row)}
        >
          Start
        </Button>
      ) : (
        <Button
          icon={<Square size={12} fill="currentColor" aria-hidden="true" />}
          refusal={refusals.stop}
          isBusy={pending === 'stopping'}
          onPress={() => void stopContainer(row)}
        >
          Stop
        </Button>
      )}
      <Button
        icon={<RotateCw size={14} aria-hidden="true" />}
        refusal={refusals.restart}
        isBusy={pending === 'restarting'}
        onPress={() => void restartContainer(row)}
      >
        Restart
      </Button>
      <Button
        icon={<SquareTerminal size={14} aria-hidden="true" />}
        refusal={refusals.terminal}
        onPress={() => void openTerminalIn(row)}
      >
        Terminal
      </Button>
      <CompareButton row={row} />
      <Button
        icon={<Trash2 size={14} aria-hidden="true" />}
        refusal={refusals.remove}
        isBusy={pending === 'removing'}
        onPress={() => void askRemoval(row.id, row.name)}
      >
        Remove
      </Button>
    </>
  );
}

/** What the container changed against the image that it was made of. */
function CompareButton({ row }: { readonly row: Container }): React.JSX.Element {
  const refusal = useIsEngineLive() ? undefined : 'The engine is not connected';
  const imageId = row.imageId.replace(/^sha256:/, '');
  return (
    <Button
      icon={<GitCompare size={14} aria-hidden="true" />}
      refusal={refusal}
      tip="With the image that it was made of"
      onPress={() =>
        goTo({
          screen: 'compare',
          before: { kind: 'image', id: imageId },
          after: { kind: 'container', id: row.id },
        })
      }
    >
      Compare
    </Button>
  );
}
