import CircleAlert from 'lucide-react/icons/circle-alert';
import type { ReactNode } from 'react';
import type { Failure } from '../../../shared/ipc/failure.ts';
import { CopyButton } from '../copy-button/copy-button.tsx';
import { Disclosure } from '../disclosure/disclosure.tsx';
import style from './failure-note.module.css';
import { failureReport } from './failure-report.ts';
import { ScrollBox } from '../scroll-box/scroll-box.tsx';

interface FailureNoteProps {
  /** What was tried, as one sentence; stands before the failure's own. */
  readonly lead?: string;
  readonly failure: Failure;
  /** Buttons: the way on. */
  readonly children?: ReactNode;
}

/** What went wrong: the plain sentence, then the next step, then the outside system's own words. */
export function FailureNote({ lead, failure, children }: FailureNoteProps): React.JSX.Element {
  const { message, hint, command, cause } = failure;
  return (
    <div role="alert" className={style['note']}>
      <CircleAlert size={16} aria-hidden="true" className={style['icon']} />
      <div className={style['body']}>
        {lead !== undefined && <p className={style['lead']}>{lead}</p>}
        <p className={lead === undefined ? style['lead'] : style['message']}>{message}</p>
        {hint !== undefined && <p className={style['hint']}>{hint}</p>}
        {command !== undefined && <CommandLine command={command} />}
        {children !== undefined && <div className={style['actions']}>{children}</div>}
        {cause !== undefined && cause !== '' && (
          <Disclosure label="Details">
            <ScrollBox label="Details" className={style['cause']}>
              <pre className="selectable">{cause}</pre>
            </ScrollBox>
            <CopyButton label="Copy details" textOf={() => failureReport(failure, lead)} />
          </Disclosure>
        )}
      </div>
    </div>
  );
}

/** A command that cures it, to be copied and run. */
export function CommandLine({ command }: { readonly command: string }): React.JSX.Element {
  return (
    <div className={style['command']}>
      <code className="selectable">{command}</code>
      <CopyButton label="Copy command" textOf={() => command} />
    </div>
  );
}
