import { basename } from 'node:path';
import type {
  ImageChoice,
  ImageDetail,
  ImageList,
  ImageName,
  ImageRemovalPlan,
  ImageRemovalResult,
  PullPlan,
} from '../../../shared/contract/image.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { Failure } from '../../../shared/ipc/failure.ts';
import { fullReference, shortReference } from '../../../shared/value/image-reference.ts';
import { shortId } from '../../../shared/value/short-id.ts';
import type { CallOptions, RegistryAuth } from '../../engine/image-engine.ts';
import type { EngineAccess } from '../launch/engine-access.ts';
import type { FileChooser, FileKind } from '../recording/recording-service.ts';
import { saveText } from '../recording/save-text.ts';
import type { TaskService } from '../task/task-service.ts';
import { loadArchive, saveArchive } from './image-archive.ts';
import { HISTORY_FILES, historyText, type HistoryForm } from './history-text.ts';
import { ImageFactReader } from './image-facts.ts';
import { ImageWatch } from './image-watch.ts';
import { referenceOf } from './parse-reference.ts';
import { planPull, type PullSources } from './plan-pull.ts';
import { planRemoval } from './plan-removal.ts';
import { pullAsTask } from './pull-task.ts';
import { readImageDetail } from './read-detail.ts';
import { removeImages } from './remove-images.ts';
import { runImageTask } from './run-image-task.ts';

/** What this service is made with. */
export interface ImageServiceParts extends Pick<PullSources, 'freeBytes'> {
  readonly access: EngineAccess;
  readonly tasks: TaskService;
  /** What Docker's own sign-ins hold for a registry. */
  readonly credentials: (registry: string) => Promise<RegistryAuth | undefined>;
  readonly chooser: FileChooser;
  readonly ask: (
    question: Parameters<PullSources['ask']>[0] & { readonly login: RegistryAuth | undefined },
  ) => ReturnType<PullSources['ask']>;
}

const ARCHIVE: FileKind = { name: 'Image archive', extension: 'tar' };
/** Engines take archives as they are, and packed in several ways. */
const ANY_FILE: FileKind = { name: 'Image archives', extension: '*' };

const NO_DIGEST: Failure = {
  code: 'invalid-input',
  message: 'A digest is what an image is, and cannot be given to it.',
  hint: 'Name a tag instead.',
};

/** What is to be pulled. */
interface PullInput {
  readonly reference: string;
  readonly platform?: string | undefined;
}

/** What the user may do with images. */
export class ImageService {
  readonly #parts: ImageServiceParts;
  readonly #facts = new ImageFactReader();
  /** Tasks of pulls under way, by what they pull. */
  readonly #pulls = new Map<string, string>();

  constructor(parts: ImageServiceParts) {
    this.#parts = parts;
  }

  /** Every image now and whenever something changes, until the signal. */
  watch(signal: AbortSignal): AsyncGenerator<ImageList, void, undefined> {
    return new ImageWatch(this.#parts.access, this.#facts, signal).lists();
  }

  async detail(id: string, options: CallOptions): Promise<ImageDetail> {
    return await readImageDetail(this.#parts.access.engine, this.#facts, id, options);
  }

  /** Asks where to, then writes down how an image came to be; answers where it lies, if anywhere. */
  async saveHistory(
    id: string,
    form: HistoryForm,
    webContentsId: number,
    options: CallOptions,
  ): Promise<string | undefined> {
    const detail = await this.detail(id, options);
    const name = (detail.tags[0] ?? shortId(id)).replaceAll(/[^\w.-]+/g, '-');
    const { suffix, kind } = HISTORY_FILES[form];
    const path = await this.#parts.chooser.toWrite(webContentsId, `${name}${suffix}`, kind);
    if (path !== undefined) await saveText(path, historyText(detail, form));
    return path;
  }

  async planPull({ reference, platform }: PullInput, signal: AbortSignal): Promise<PullPlan> {
    const { access, freeBytes, credentials, ask } = this.#parts;
    const sources: PullSources = {
      engine: access.engine,
      facts: this.#facts,
      freeBytes,
      ask: async (question) => {
        const login = await credentials(question.reference.registry);
        return await ask({ ...question, login });
      },
    };
    return await planPull(sources, referenceOf(reference), platform, signal);
  }

  /** Begins a pull that no window keeps alive; answers its task. */
  async pull({ reference: text, platform }: PullInput): Promise<string> {
    const reference = referenceOf(text);
    const key = [fullReference(reference), platform ?? ''].join(' ');
    const { access, tasks, credentials } = this.#parts;
    const { engine } = access;
    const auth = await credentials(reference.registry);
    const known = this.#pulls.get(key);
    if (known !== undefined) return known;
    const cancel = new AbortController();
    const task = tasks.start({
      kind: 'pull',
      title: `Pull ${shortReference(reference)}`,
      abort: () => cancel.abort(),
    });
    this.#pulls.set(key, task.id);
    const options = { signal: cancel.signal, platform, auth };
    void pullAsTask(engine, task, { reference, options }).finally(() => this.#pulls.delete(key));
    return task.id;
  }

  /** Gives an image one more name. Fails with `invalid-input` for what is none, or names a digest. */
  async tag(id: string, name: string): Promise<void> {
    const reference = referenceOf(name);
    if (reference.digest !== undefined) throw new AppError(NO_DIGEST);
    await this.#parts.access.engine.tagImage(id, shortReference(reference));
  }

  /** Asks where to, then writes an archive; answers the task, if there is one. */
  async save(references: readonly string[], webContentsId: number): Promise<string | undefined> {
    const { access, tasks, chooser } = this.#parts;
    const { engine } = access;
    const [first = 'images'] = references;
    const only = references.length === 1 ? first.replace(/^sha256:(.{12}).*/, '$1') : 'images';
    const suggested = `${only.replaceAll(/[^\w.-]+/g, '-')}.tar`;
    const path = await chooser.toWrite(webContentsId, suggested, ARCHIVE);
    if (path === undefined) return undefined;
    const title = references.length === 1 ? `Save ${only}` : `Save ${references.length} images`;
    return runImageTask(
      tasks,
      { kind: 'save', title },
      async (task, signal) => await saveArchive(engine, references, path, task, signal),
    );
  }

  /** Asks for an archive, then loads it; answers the task, if there is one. */
  async load(webContentsId: number): Promise<string | undefined> {
    const { access, tasks, chooser } = this.#parts;
    const { engine } = access;
    const path = await chooser.toRead(webContentsId, ANY_FILE);
    if (path === undefined) return undefined;
    return runImageTask(
      tasks,
      { kind: 'load', title: `Load ${basename(path)}` },
      async (task, signal) => await loadArchive(engine, path, task, signal),
    );
  }

  async previewRemoval(choice: ImageChoice, options: CallOptions): Promise<ImageRemovalPlan> {
    return await planRemoval(this.#parts.access.engine, this.#facts, choice, options);
  }

  async remove(names: readonly ImageName[]): Promise<ImageRemovalResult[]> {
    return await removeImages(this.#parts.access.engine, this.#parts.tasks, names);
  }
}
