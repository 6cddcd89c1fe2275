import type { BerthApp } from '../berth-app.ts';

/** What is done at every scene; the name tells what is seen, as in `containers-full`. */
export type Visit = (name: string, app: BerthApp) => Promise<void>;
