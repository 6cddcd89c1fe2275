import type { Session, TerminalSize } from '../../shared/contract/terminal.ts';
import type { TerminalService } from '../../electron/service/terminal/terminal-service.ts';
import { until } from './each-engine.ts';

/** As much of the end of a session's output as tests look at. */
const KEPT_CHARS = 20_000;

/** Whoever looks at a session: reads all that it is sent and answers what it saw. */
export class WatchedSession {
  readonly id: string;
  readonly #service: TerminalService;
  #stop = new AbortController();
  text = '';
  sizeBytes = 0;

  constructor(service: TerminalService, id: string) {
    this.#service = service;
    this.id = id;
  }

  /** Opens a terminal in a container, attaches and waits until its shell runs. */
  static async open(
    service: TerminalService,
    containerId: string,
    size: TerminalSize = { columns: 80, rows: 24 },
  ): Promise<WatchedSession> {
    const watched = new WatchedSession(service, await service.open(containerId, size));
    watched.attach(size);
    await watched.reaches('running');
    return watched;
  }

  get row(): Session {
    return this.#service.session(this.id).row;
  }

  attach(size: TerminalSize = this.row.size): void {
    this.#stop.abort();
    this.#stop = new AbortController();
    this.text = '';
    void this.#read(size, this.#stop.signal);
  }

  detach(): void {
    this.#stop.abort();
  }

  async type(text: string): Promise<void> {
    await this.#service.session(this.id).write(text);
  }

  async sees(text: string | RegExp, timeoutMs = 30_000): Promise<void> {
    await until(
      () => (typeof text === 'string' ? this.text.includes(text) : text.test(this.text)),
      timeoutMs,
    );
  }

  async reaches(kind: Session['state']['kind']): Promise<void> {
    await until(() => this.row.state.kind === kind);
  }

  async #read(size: TerminalSize, signal: AbortSignal): Promise<void> {
    const decoder = new TextDecoder();
    for await (const bytes of this.#service.session(this.id).attach(size, signal)) {
      if (signal.aborted) return;
      this.sizeBytes += bytes.byteLength;
      const text = decoder.decode(bytes, { stream: true });
      this.text = (this.text + text).slice(-KEPT_CHARS);
    }
  }
}
