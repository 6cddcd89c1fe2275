import Plug from 'lucide-react/icons/plug';
import ServerOff from 'lucide-react/icons/server-off';
import type { EngineAddress, EngineState } from '../../../shared/contract/engine.ts';
import type { Failure } from '../../../shared/ipc/failure.ts';
import { formatElapsed } from '../../../shared/value/duration.ts';
import { retryEngine, useEngineStore } from '../../store/engine-store.ts';
import { Button } from '../../widget/button/button.tsx';
import { CopyButton } from '../../widget/copy-button/copy-button.tsx';
import { Disclosure } from '../../widget/disclosure/disclosure.tsx';
import { CommandLine } from '../../widget/failure-note/failure-note.tsx';
import { failureReport } from '../../widget/failure-note/failure-report.ts';
import { LiveText } from '../../widget/live-text/live-text.tsx';
import { ContextChoice } from './context-choice.tsx';
import style from './engine-page.module.css';
import { engineTitle, retryLabel } from './engine-words.ts';
import { ScrollBox } from '../../widget/scroll-box/scroll-box.tsx';

/** The engine's state where there is nothing else to show: what is, and its one next step. */
export function EnginePage(): React.JSX.Element {
  const state = useEngineStore((store) => store.state);
  return (
    <div className={style['page']}>
      <div className={style['card']}>
        {'failure' in state ? <FailurePart failure={state.failure} /> : <ConnectingPart />}
        <AddressPart state={state} />
      </div>
    </div>
  );
}

function ConnectingPart(): React.JSX.Element {
  const { sinceMs, isRetrying } = useEngineStore();
  return (
    <output className={style['part']}>
      <div className={style['icon']}>
        <Plug size={20} aria-hidden="true" />
      </div>
      <h2>Connecting to the engine</h2>
      <p>
        This takes longer than usual:{' '}
        <LiveText textAt={(nowMs) => formatElapsed(nowMs - sinceMs)} /> so far. An engine that was
        just started may need a moment.
      </p>
      <div className={style['actions']}>
        <Button isBusy={isRetrying} onPress={() => void retryEngine()}>
          Try again now
        </Button>
      </div>
    </output>
  );
}

function FailurePart({ failure }: { readonly failure: Failure }): React.JSX.Element {
  const { code, message, hint, command, cause } = failure;
  const isRetrying = useEngineStore((store) => store.isRetrying);
  const asksForContext = code === 'engine-address-refused';
  return (
    <div role="alert" className={style['part']}>
      <div className={style['icon']} data-tone="bad">
        <ServerOff size={20} aria-hidden="true" />
      </div>
      <h2>{engineTitle(code)}</h2>
      <p>{message}</p>
      {hint !== undefined && <p className={style['hint']}>{hint}</p>}
      {command !== undefined && <CommandLine command={command} />}
      {asksForContext ? (
        <ContextChoice />
      ) : (
        <div className={style['actions']}>
          <Button
            look={command === undefined ? 'primary' : 'plain'}
            isBusy={isRetrying}
            onPress={() => void retryEngine()}
          >
            {retryLabel(code)}
          </Button>
        </div>
      )}
      {cause !== undefined && cause !== '' && (
        <Disclosure label="Details">
          <ScrollBox label="Details" className={style['cause']}>
            <pre className="selectable">{cause}</pre>
          </ScrollBox>
          <CopyButton label="Copy details" textOf={() => failureReport(failure)} />
        </Disclosure>
      )}
    </div>
  );
}

function AddressPart({ state }: { readonly state: EngineState }): React.JSX.Element | null {
  if (state.address === undefined) return null;
  return (
    <dl className={style['address']}>
      <dt>Address</dt>
      <dd className="selectable">
        <code>{state.address.url}</code>
      </dd>
      <dt>Comes from</dt>
      <dd>{sourceWords(state.address)}</dd>
    </dl>
  );
}

function sourceWords({ source, context }: EngineAddress): string {
  const name = context === undefined ? '' : ` “${context}”`;
  switch (source) {
    case 'DOCKER_HOST':
      return 'the variable DOCKER_HOST';
    case 'DOCKER_CONTEXT':
      return `the variable DOCKER_CONTEXT${name}`;
    case 'current context':
      return `the Docker CLI’s current context${name}`;
    case 'default':
      return 'the default, as nothing else names one';
    case 'chosen':
      return `your choice${name}`;
  }
}
