import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineNotice } from '../../../shared/contract/engine.ts';
import type { Image, ImageFamily, ImageList, ImageUser } from '../../../shared/contract/image.ts';
import type { Container } from '../../../shared/contract/container.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { ImageRow, ImageUsage } from '../../engine/image-engine.ts';
import { isHelper, isHelperCopy } from '../helper/helper-labels.ts';
import type { EngineAccess } from '../launch/engine-access.ts';
import { SnapshotFeed } from '../task/snapshot-feed.ts';
import type { ImageFactReader } from './image-facts.ts';
import { LayerTree } from './layer-tree.ts';

/** Lists of thousands of images are drawn anew at most this often while facts come in. */
const MIN_UPDATE_INTERVAL_MS = 250;
/** Events come in swarms: one list answers all of one. */
const GATHER_MS = 60;
/** A list that took long is followed by a pause this many times as long: the engine has other things to do. */
const PAUSE_RATIO = 3;
/** But nobody waits longer than this for what has happened meanwhile. */
const MAX_PAUSE_MS = 2_000;

/** What happened to a container that changes which images are in use, and how they are. */
const USE_ACTIONS: ReadonlySet<string> = new Set(['create', 'destroy', 'rename', 'start', 'die']);

/** On which layers images stand together. */
interface Grounds {
  readonly families: readonly ImageFamily[];
  /** The family of each image that shares layers. */
  readonly keyOf: ReadonlyMap<string, string>;
  /** Bytes of the layers that no other image has, where the engine's own count is not to be had. */
  readonly ownBytes: ReadonlyMap<string, number>;
}

/** The list of images for one reader: listed, then read up on, then counted, and again after events. */
export class ImageWatch {
  readonly #access: EngineAccess;
  readonly #facts: ImageFactReader;
  readonly #signal: AbortSignal;
  readonly #feed = new SnapshotFeed(() => this.#snapshot(), MIN_UPDATE_INTERVAL_MS);
  #rows: readonly ImageRow[] | undefined;
  #users: ReadonlyMap<string, readonly ImageUser[]> = new Map();
  #usage: ImageList['usage'] = { kind: 'counting' };
  #counted: ImageUsage | undefined;
  #unreadCount = 0;
  #grounds: Grounds = { families: [], keyOf: new Map(), ownBytes: new Map() };
  #isListWanted = false;
  #wake: () => void = () => undefined;

  constructor(access: EngineAccess, facts: ImageFactReader, signal: AbortSignal) {
    this.#access = access;
    this.#facts = facts;
    this.#signal = signal;
  }

  /** The list now and whenever it changes. Fails where the engine answered and its list cannot be had. */
  async *lists(): AsyncGenerator<ImageList, void, undefined> {
    const end = new AbortController();
    const signal = AbortSignal.any([this.#signal, end.signal]);
    let failure: Error | undefined;
    const stop = (error: unknown): void => {
      failure ??= error instanceof Error ? error : new Error(String(error));
      end.abort();
    };
    void this.#listen(signal).catch(stop);
    void this.#work(signal).catch(stop);
    try {
      for await (const list of this.#feed.watch(signal)) if (list !== undefined) yield list;
    } finally {
      end.abort();
      this.#wake();
    }
    if (failure !== undefined && !this.#signal.aborted) throw failure;
  }

  async #listen(signal: AbortSignal): Promise<void> {
    for await (const notice of this.#access.notices(signal)) {
      if (!isNews(notice)) continue;
      this.#isListWanted = true;
      this.#wake();
    }
  }

  async #work(signal: AbortSignal): Promise<void> {
    for (;;) {
      while (!this.#isListWanted) {
        await new Promise<void>((resolve) => (this.#wake = resolve));
        if (signal.aborted) return;
      }
      await sleep(GATHER_MS, undefined, { signal });
      this.#isListWanted = false;
      if (this.#access.state.kind !== 'connected') continue;
      const startedAtMs = performance.now();
      await this.#list(signal).catch((error: unknown) => {
        // An engine that went away is told by its state; its next connection lists again.
        if (this.#access.state.kind === 'connected' || signal.aborted) throw error;
      });
      const pauseMs = Math.min(MAX_PAUSE_MS, (performance.now() - startedAtMs) * PAUSE_RATIO);
      await sleep(pauseMs, undefined, { signal });
    }
  }

  async #list(signal: AbortSignal): Promise<void> {
    const { engine } = this.#access;
    const [rows, containers] = await Promise.all([
      engine.listImages({ signal }),
      engine.listContainers({ signal }),
    ]);
    const before = this.#rows;
    this.#rows = rows;
    this.#users = usersByImage(containers);
    const ids = rows.map(({ id }) => id);
    this.#unreadCount = ids.filter((id) => this.#facts.of(id) === undefined).length;
    this.#facts.keepOnly(new Set(ids));
    const isSame = before?.length === rows.length && before.every(({ id }, at) => ids[at] === id);
    if (isSame && this.#usage.kind !== 'counting') return this.#feed.changed('now');
    this.#usage = { kind: 'counting' };
    this.#feed.changed('now');
    await Promise.all([this.#read(rows, signal), this.#count(signal)]);
  }

  async #read(rows: readonly ImageRow[], signal: AbortSignal): Promise<void> {
    await this.#facts.read(this.#access.engine, rows, {
      signal,
      onRead: () => {
        this.#unreadCount = Math.max(0, this.#unreadCount - 1);
        this.#feed.changed('soon');
      },
    });
    this.#grounds = groundsOf(rows, this.#facts);
    this.#feed.changed('now');
  }

  /** A size that cannot be counted is unknown; the list is true without it. */
  async #count(signal: AbortSignal): Promise<void> {
    try {
      const counted = await this.#access.engine.imageUsage({ signal });
      this.#counted = counted;
      const { layersBytes } = counted;
      this.#usage = { kind: 'known', ...(layersBytes !== undefined && { layersBytes }) };
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof AppError)) throw error;
      this.#usage = { kind: 'unknown', failure: error.failure };
    }
    this.#feed.changed('now');
  }

  #snapshot(): ImageList | undefined {
    if (this.#rows === undefined) return undefined;
    return {
      images: this.#rows
        .filter((row) => !isHelperCopy(row))
        .map((row) => this.#toImage(row))
        .toSorted((a, b) => (b.createdAtMs ?? 0) - (a.createdAtMs ?? 0)),
      families: [...this.#grounds.families],
      usage: this.#usage,
      unreadCount: this.#unreadCount,
    };
  }

  #toImage({ id, tags, digests, sizeBytes, createdAtMs, hasParent }: ImageRow): Image {
    const facts = this.#facts.of(id);
    const shared = this.#counted?.sharedBytes.get(id);
    const counted = shared === undefined ? undefined : Math.max(0, sizeBytes - shared);
    const uniqueBytes = hasParent === true ? this.#grounds.ownBytes.get(id) : counted;
    const familyKey = this.#grounds.keyOf.get(id);
    return {
      id,
      tags: [...tags],
      digests: [...digests],
      sizeBytes,
      ...(createdAtMs !== undefined && { createdAtMs }),
      ...(uniqueBytes !== undefined && { uniqueBytes }),
      users: [...(this.#users.get(id) ?? [])],
      ...(facts !== undefined && { platform: facts.platform }),
      ...(familyKey !== undefined && { familyKey }),
    };
  }
}

function isNews(notice: EngineNotice): boolean {
  switch (notice.kind) {
    case 'state':
      return notice.state.kind === 'connected';
    case 'image':
    case 'resync':
      return true;
    case 'container':
      return USE_ACTIONS.has(notice.action);
  }
}

/** The containers of each image; Berth's own helpers are nobody's business. */
export function usersByImage(
  containers: readonly Container[],
): ReadonlyMap<string, readonly ImageUser[]> {
  const users = new Map<string, ImageUser[]>();
  for (const container of containers) {
    if (isHelper(container)) continue;
    const { id, name, state, imageId } = container;
    const known = users.get(imageId);
    if (known === undefined) users.set(imageId, [{ id, name, state }]);
    else known.push({ id, name, state });
  }
  return users;
}

function groundsOf(rows: readonly ImageRow[], facts: ImageFactReader): Grounds {
  const layersOf = new Map(rows.map(({ id }) => [id, facts.of(id)?.layers ?? []]));
  const names = new Map(rows.map(({ id, tags }) => [id, tags[0]]));
  const keyOf = new Map<string, string>();
  const tree = new LayerTree(layersOf);
  const families = tree.families().map((family, at) => {
    // A key of digests is kilobytes long, and of use only among these.
    const key = `${at}`;
    for (const id of family.memberIds) keyOf.set(id, key);
    const { imageCount, layerCount } = family;
    const baseName = family.baseIds.map((id) => names.get(id)).find((name) => name !== undefined);
    return { key, imageCount, layerCount, ...(baseName !== undefined && { baseName }) };
  });
  const ownBytes = new Map<string, number>();
  for (const { id } of rows) {
    const sizes = facts.of(id)?.layerBytes;
    if (sizes === undefined) continue;
    const places = tree.freedBy([id]).get(id) ?? [];
    ownBytes.set(
      id,
      places.reduce((sum, place) => sum + (sizes[place] ?? 0), 0),
    );
  }
  return { families, keyOf, ownBytes };
}
