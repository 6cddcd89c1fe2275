/** What the preload script offers: two functions that name no domain. */
export interface Bridge {
  readonly request: (domain: string, method: string, input: unknown) => Promise<unknown>;
  readonly open: (nonce: string, domain: string, method: string, input: unknown) => void;
}

declare global {
  interface Window {
    readonly berth: Bridge;
  }
}
