/** What the preload script offers: three functions that name no domain. */
export interface Bridge {
  readonly request: (domain: string, method: string, input: unknown) => Promise<unknown>;
  readonly open: (nonce: string, domain: string, method: string, input: unknown) => void;
  /** Where a file lies that a person gave to the page; empty for any other. */
  readonly pathOf: (file: File) => string;
}

declare global {
  interface Window {
    readonly berth: Bridge;
  }
}
