import type { ViewBounds } from '../../../shared/contract/launch.ts';

/** A notebook to show: its page and the key to it, which stays in this process. */
export interface NotebookPage {
  readonly launchId: string;
  readonly containerId: string;
  /** `http://127.0.0.1:PORT/`, without the token. */
  readonly address: string;
  readonly token: string;
  /** Electron's id of the window page that asked. */
  readonly webContentsId: number;
  readonly bounds: ViewBounds;
}

/** The notebooks' pages inside the window. */
export interface NotebookView {
  readonly show: (page: NotebookPage) => void;
  readonly place: (bounds: ViewBounds) => void;
  readonly hide: () => void;
  readonly reload: () => void;
  /** Ends a notebook's page for good. */
  readonly close: (containerId: string) => void;
}

/** The system's clipboard. */
interface Clipboard {
  readonly read: () => Promise<string>;
  readonly write: (text: string) => void;
}

/** What launches need of the desktop around the app. */
export interface Desktop {
  readonly view: NotebookView;
  readonly clipboard: Clipboard;
  /** Opens a web address in the user's browser. */
  readonly openExternal: (url: string) => Promise<void>;
}
