import type { Desktop } from '../../service/launch/desktop.ts';
import { openLink } from '../../service/terminal/open-link.ts';
import { moveToOwnWindow, type SessionWindows } from '../../service/terminal/own-window.ts';
import type { TerminalService } from '../../service/terminal/terminal-service.ts';
import type { DomainHandlers } from '../handler-types.ts';

/** Serves the domain `terminal`. Only reading is tied to the page that asked: sessions live on. */
export function terminalHandlers(
  terminals: TerminalService,
  desktop: Desktop,
  windows: SessionWindows,
): DomainHandlers<'terminal'> {
  return {
    watch: async function* (_input, { signal }) {
      for await (const all of terminals.watch(signal)) yield [...all];
    },
    open: async ({ containerId, size, choice }) => ({
      sessionId: await terminals.open(containerId, size, choice),
    }),
    openNamed: async ({ word, size }) => await terminals.openNamed(word, size),
    attachContainer: async ({ containerId, size }) => ({
      sessionId: await terminals.attachContainer(containerId, size),
    }),
    shellFacts: async ({ containerId }) => await terminals.shellFacts(containerId),
    forgetShell: async ({ image }) => await terminals.forgetShell(image),
    attach: ({ sessionId, size, mayShorten }, { signal }) =>
      terminals.session(sessionId).attach(size, signal, mayShorten),
    write: async ({ sessionId, text }) => await terminals.session(sessionId).write(text),
    resize: ({ sessionId, size }) => terminals.session(sessionId).resize(size),
    rename: ({ sessionId, name }) => terminals.session(sessionId).rename(name),
    reconnect: ({ sessionId }) => terminals.session(sessionId).reconnect(),
    look: (look) => terminals.setLook(look),
    openLink: async ({ url }) => await openLink(url, desktop.openExternal),
    moveToWindow: ({ sessionId }) => moveToOwnWindow(terminals.session(sessionId), windows),
    bringBack: ({ sessionId }) => windows.close(sessionId),
    close: async ({ sessionId }) => {
      await terminals.close(sessionId);
      windows.close(sessionId);
    },
  };
}
