import './first-frame.ts';
import { createRoot } from 'react-dom/client';
import { followAppRequests } from './store/app-request-store.ts';
import { followEngine } from './store/follow-engine.ts';
import { followHelpers } from './store/helper-store.ts';
import { followLaunches } from './store/launch-store.ts';
import { followPlace } from './store/place-store.ts';
import { followTasks } from './store/task-store.ts';
import { loadCatalogue } from './store/template-store.ts';
import { followTerminals } from './store/terminal-store.ts';
import { Frame } from './view/frame/frame.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

const lifetime = new AbortController();
followPlace(lifetime.signal);
// The frame is drawn before anything is asked for: it needs no answer.
createRoot(root).render(<Frame />);
void followEngine(lifetime.signal);
void followLaunches(lifetime.signal);
void followTasks(lifetime.signal);
void followTerminals(lifetime.signal);
void followHelpers(lifetime.signal);
void followAppRequests(lifetime.signal);
void loadCatalogue();
window.addEventListener('pagehide', () => lifetime.abort());
