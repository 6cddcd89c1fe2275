import { Component, type ReactNode } from 'react';
import { failureOf } from '../../store/failure-of.ts';
import type { Failure } from '../../../shared/ipc/failure.ts';
import { Button } from '../../widget/button/button.tsx';
import { FailureNote } from '../../widget/failure-note/failure-note.tsx';
import style from './frame.module.css';

interface DefectGuardProps {
  readonly children: ReactNode;
}

interface DefectGuardState {
  readonly failure: Failure | undefined;
}

/**
 * Keeps a defect of one screen to that screen: the rail and the tasks stay, and it is said that
 * something broke. React asks for a class here. A new screen is a new guard: give it a key.
 */
export class DefectGuard extends Component<DefectGuardProps, DefectGuardState> {
  override readonly state: DefectGuardState = { failure: undefined };

  static getDerivedStateFromError(thrown: unknown): DefectGuardState {
    return { failure: failureOf(thrown) };
  }

  override render(): ReactNode {
    const { failure } = this.state;
    if (failure === undefined) return this.props.children;
    return (
      <div className={style['defect']}>
        <FailureNote lead="This screen cannot be shown." failure={failure}>
          <Button onPress={() => window.location.reload()}>Load the window again</Button>
        </FailureNote>
      </div>
    );
  }
}
