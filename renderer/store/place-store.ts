import { create } from 'zustand';

export const CONTAINER_TABS = ['overview', 'logs', 'inspect'] as const;
/** A tab of a container's page. */
export type ContainerTab = (typeof CONTAINER_TABS)[number];

export const IMAGE_TABS = ['layers', 'history', 'packages', 'users', 'inspect'] as const;
/** A tab of an image's page. */
export type ImageTab = (typeof IMAGE_TABS)[number];

/** One of two that are compared; an image's id is without its algorithm. */
export interface ComparedPlace {
  readonly kind: 'image' | 'container';
  readonly id: string;
}

/** Where in the app the window is. */
export type Place =
  | { readonly screen: 'notebooks' }
  | { readonly screen: 'notebook'; readonly launchId: string }
  | { readonly screen: 'containers' }
  | { readonly screen: 'container'; readonly id: string; readonly tab: ContainerTab }
  | { readonly screen: 'images' }
  /** The packages of all of them. */
  | { readonly screen: 'packages' }
  /** The id is without its algorithm. */
  | { readonly screen: 'image'; readonly id: string; readonly tab: ImageTab }
  | { readonly screen: 'compare'; readonly before: ComparedPlace; readonly after: ComparedPlace };

interface PlaceState {
  readonly place: Place;
  /** Where the window was before; absent since the page was loaded. */
  readonly before: Place | undefined;
}

/** The place lives in the address's fragment: it survives a reload, and links are real links. */
export function hrefOf(place: Place): string {
  switch (place.screen) {
    case 'notebooks':
      return '#/notebooks';
    case 'notebook':
      return `#/notebooks/${place.launchId}`;
    case 'containers':
      return '#/containers';
    case 'container':
      return `#/containers/${place.id}/${place.tab}`;
    case 'images':
      return '#/images';
    case 'packages':
      return '#/packages';
    case 'image':
      return `#/images/${place.id}/${place.tab}`;
    case 'compare':
      return `#/compare/${comparedText(place.before)}/${comparedText(place.after)}`;
  }
}

/** The place that a fragment names; the first screen for anything else. */
export function parsePlace(hash: string): Place {
  const [, screen, id, tab] = hash.split('/');
  if (screen === 'notebooks' && id !== undefined && id !== '') {
    return { screen: 'notebook', launchId: id };
  }
  if (screen === 'containers') {
    if (id === undefined || id === '') return { screen: 'containers' };
    return { screen: 'container', id, tab: CONTAINER_TABS.find((t) => t === tab) ?? 'overview' };
  }
  if (screen === 'images') {
    if (id === undefined || id === '') return { screen: 'images' };
    return { screen: 'image', id, tab: IMAGE_TABS.find((t) => t === tab) ?? 'layers' };
  }
  if (screen === 'compare') return parseComparison(id, tab);
  return screen === 'packages' ? { screen } : { screen: 'notebooks' };
}

function parseComparison(first: string | undefined, second: string | undefined): Place {
  const [before, after] = [parseCompared(first), parseCompared(second)];
  return before === undefined || after === undefined
    ? { screen: 'images' }
    : { screen: 'compare', before, after };
}

function comparedText({ kind, id }: ComparedPlace): string {
  return `${kind}-${id}`;
}

function parseCompared(text: string | undefined): ComparedPlace | undefined {
  const [, kind, id] = /^(image|container)-([0-9a-f]{64})$/.exec(text ?? '') ?? [];
  if (id === undefined) return undefined;
  return { kind: kind === 'image' ? 'image' : 'container', id };
}

const hasPage = typeof window !== 'undefined';

export const usePlaceStore = create<PlaceState>()(() => ({
  place: parsePlace(hasPage ? window.location.hash : ''),
  before: undefined,
}));

/** An image's page, from its whole id. */
export function imagePlace(imageId: string, tab: ImageTab = 'layers'): Place {
  return { screen: 'image', id: imageId.replace(/^sha256:/, ''), tab };
}

/** Two images beside each other, from their whole ids. */
export function comparedImages(beforeId: string, afterId: string): Place {
  const placeOf = (id: string): ComparedPlace => ({
    kind: 'image',
    id: id.replace(/^sha256:/, ''),
  });
  return { screen: 'compare', before: placeOf(beforeId), after: placeOf(afterId) };
}

/** Goes to a place; the way back is kept. */
export function goTo(place: Place): void {
  moveTo(place);
  if (hasPage) window.location.hash = hrefOf(place);
}

/** Goes to a place without a step back, as when a tab of the same page is chosen. */
export function replacePlace(place: Place): void {
  usePlaceStore.setState({ place });
  if (hasPage) window.history.replaceState(null, '', hrefOf(place));
}

/** Follows links and the way back until `signal` aborts, beginning with what was clicked before the script was there. */
export function followPlace(signal: AbortSignal): void {
  const follow = (): void => {
    const place = parsePlace(window.location.hash);
    if (hrefOf(place) !== hrefOf(usePlaceStore.getState().place)) moveTo(place);
  };
  window.addEventListener('hashchange', follow, { signal });
  follow();
}

function moveTo(place: Place): void {
  usePlaceStore.setState(({ place: before }) => ({ place, before }));
}
