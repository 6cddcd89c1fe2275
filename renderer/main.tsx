import './first-frame.ts';
import { lazy, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { followAppRequests } from './store/app-request-store.ts';
import { followEngine } from './store/follow-engine.ts';
import { followHelpers } from './store/helper-store.ts';
import { followLaunches } from './store/launch-store.ts';
import { ownTerminalId } from './store/own-terminal.ts';
import { followPlace } from './store/place-store.ts';
import { followTasks } from './store/task-store.ts';
import { loadCatalogue } from './store/template-store.ts';
import { followTerminals } from './store/terminal-store.ts';
import { Frame } from './view/frame/frame.tsx';

const TerminalWindow = lazy(async () => ({
  default: (await import('./view/terminals/terminal-window.tsx')).TerminalWindow,
}));

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

const lifetime = new AbortController();
const { signal } = lifetime;
if (ownTerminalId === undefined) {
  followPlace(signal);
  // The frame is drawn before anything is asked for: it needs no answer.
  createRoot(root).render(<Frame />);
  void followLaunches(signal);
  void followTasks(signal);
  void followAppRequests(signal);
  void loadCatalogue();
} else {
  createRoot(root).render(
    <Suspense fallback={null}>
      <TerminalWindow sessionId={ownTerminalId} />
    </Suspense>,
  );
}
void followEngine(signal);
void followTerminals(signal);
void followHelpers(signal);
window.addEventListener('pagehide', () => lifetime.abort());
