import { useEffect } from 'react';
import type { EngineContext } from '../../../shared/contract/engine.ts';
import { loadContexts, selectContext, useEngineStore } from '../../store/engine-store.ts';
import { lastValueOf } from '../../store/loadable.ts';
import { FailureNote } from '../../widget/failure-note/failure-note.tsx';
import { Skeleton } from '../../widget/skeleton/skeleton.tsx';
import style from './engine-page.module.css';

/** The contexts that could be used instead. */
export function ContextChoice(): React.JSX.Element {
  const contexts = useEngineStore((store) => store.contexts);
  useEffect(() => void loadContexts(), []);
  const known = lastValueOf(contexts);
  if (known === undefined) {
    if (contexts.kind === 'failed') return <FailureNote failure={contexts.failure} />;
    return <Skeleton widthPx={420} heightPx={48} />;
  }
  if (known.length === 0) {
    return (
      <p className={style['hint']}>
        There is no other context. Make one with <code>docker context create</code>.
      </p>
    );
  }
  return (
    <ul className={style['contexts']} aria-label="Contexts">
      {known.map((context) => (
        <li key={context.name}>
          <ContextButton context={context} />
        </li>
      ))}
    </ul>
  );
}

function ContextButton({ context }: { readonly context: EngineContext }): React.JSX.Element {
  const { name, url, refusal, isCurrent } = context;
  return (
    <button
      type="button"
      className={style['context']}
      aria-disabled={refusal !== undefined || undefined}
      onClick={() => {
        if (refusal === undefined) void selectContext(name);
      }}
    >
      <b>Use {name}</b>
      {isCurrent && <span className={style['tag']}>current</span>}
      <code>{url}</code>
      {refusal !== undefined && <span className={style['refusal']}>{refusal}</span>}
    </button>
  );
}
