import type { EngineAddress, EngineState } from '../../../shared/contract/engine.ts';
import type { FailureCode } from '../../../shared/ipc/failure.ts';
import type { Tone } from '../../widget/state-mark/state-mark.tsx';

/** The engine's state as the status bar says it. */
export interface EngineMark {
  readonly tone: Tone;
  readonly word: string;
  readonly isMoving: boolean;
}

/** The engine's state in words and tone. */
export function engineMark(state: EngineState): EngineMark {
  switch (state.kind) {
    case 'connecting':
      return { tone: 'busy', word: 'Connecting', isMoving: true };
    case 'connected':
      return { tone: 'good', word: 'Connected', isMoving: false };
    case 'unavailable':
      return { tone: 'bad', word: shortWord(state.failure.code), isMoving: false };
    case 'not-responding':
      return { tone: 'warn', word: 'Not responding', isMoving: false };
    case 'reconnecting':
      return { tone: 'warn', word: 'Reconnecting', isMoving: true };
  }
}

/** The context where one names the address, else the address. */
export function engineWhere(address: EngineAddress): string {
  return address.context === undefined ? address.url : `Context ${address.context}`;
}

function shortWord(code: FailureCode): string {
  switch (code) {
    case 'engine-not-installed':
      return 'No engine installed';
    case 'engine-unreachable':
      return 'Engine not running';
    case 'engine-permission-denied':
      return 'No permission';
    case 'engine-address-refused':
      return 'Address refused';
    case 'engine-too-old':
      return 'Engine too old';
    case 'engine-too-new':
      return 'Engine too new';
    case 'engine-not-responding':
      return 'Not responding';
    default:
      return 'No engine';
  }
}

/** The page's title for a failure. */
export function engineTitle(code: FailureCode): string {
  switch (code) {
    case 'engine-not-installed':
      return 'No container engine is installed';
    case 'engine-unreachable':
      return 'The engine is not running';
    case 'engine-permission-denied':
      return 'You may not use this engine yet';
    case 'engine-address-refused':
      return 'Berth cannot use this address';
    case 'engine-too-old':
      return 'This engine is too old';
    case 'engine-too-new':
      return 'This engine is too new';
    case 'engine-not-responding':
      return 'The engine does not answer';
    case 'engine-protocol':
      return 'The engine’s answer cannot be read';
    case 'interrupted':
      return 'The connection was cut';
    default:
      return 'The engine cannot be reached';
  }
}

/** What the button that tries again says: it names what the user has done in between. */
export function retryLabel(code: FailureCode): string {
  return code === 'engine-not-installed' ? 'Look again' : 'Try again';
}
