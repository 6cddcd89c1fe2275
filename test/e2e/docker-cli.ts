import { mustRun } from '../rig/rig-process.ts';

/** One line of `docker ps -a`. */
export interface PsRow {
  readonly name: string;
  readonly state: string;
  readonly image: string;
  readonly ports: string;
}

/** The Docker CLI against one engine: the other program whose word the window's is compared with. */
export class DockerCli {
  readonly #host: string;

  constructor(dockerHost: string) {
    this.#host = dockerHost;
  }

  /** Runs a command that must succeed, and returns what it printed without its last line break. */
  async run(...arguments_: readonly string[]): Promise<string> {
    return (await mustRun('docker', ['-H', this.#host, ...arguments_])).trimEnd();
  }

  /** Every container, as `docker ps -a` lists it. */
  async ps(): Promise<readonly PsRow[]> {
    const format = '{{.Names}}\t{{.State}}\t{{.Image}}\t{{.Ports}}';
    const text = await this.run('ps', '-a', '--format', format);
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const [name = '', state = '', image = '', ports = ''] = line.split('\t');
        return { name, state, image, ports };
      });
  }

  /** The names of every container, in alphabetical order. */
  async names(): Promise<readonly string[]> {
    return (await this.ps()).map(({ name }) => name).toSorted();
  }

  /** The ids and tags of every image, in a stable order. */
  async images(): Promise<readonly string[]> {
    const format = '{{.ID}} {{.Repository}}:{{.Tag}}';
    return (await this.run('images', '-a', '--no-trunc', '--format', format))
      .split('\n')
      .toSorted();
  }

  /** Removes every container, running or not, and every volume. */
  async removeAll(): Promise<void> {
    const containers = await this.#list('ps', '-aq');
    if (containers.length > 0) await this.run('rm', '-f', '-v', ...containers);
    const volumes = await this.#list('volume', 'ls', '-q');
    if (volumes.length > 0) await this.run('volume', 'rm', ...volumes);
  }

  async #list(...arguments_: readonly string[]): Promise<readonly string[]> {
    return (await this.run(...arguments_)).split('\n').filter((line) => line !== '');
  }
}
