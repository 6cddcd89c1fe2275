/** What the preload script gives to the window's page; tests speak to it as a hostile page would. */
export interface WindowBridge {
  readonly request: (domain: string, method: string, input?: unknown) => Promise<BridgeReply>;
  readonly open: (nonce: string, domain: string, method: string, input?: unknown) => void;
}

/** A reply as a test reads it. */
export interface BridgeReply {
  readonly ok: boolean;
  readonly value?: unknown;
  readonly failure?: { readonly code: string; readonly message: string; readonly cause?: string };
}

declare global {
  interface Window {
    readonly berth: WindowBridge;
  }
}
