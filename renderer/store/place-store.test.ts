import { expect, test, vi } from 'vitest';
import { followPlace, hrefOf, parsePlace, usePlaceStore, type Place } from './place-store.ts';

const id = 'a'.repeat(64);

test.each<Place>([
  { screen: 'notebooks' },
  { screen: 'notebook', launchId: 'starter-1' },
  { screen: 'containers' },
  { screen: 'container', id, tab: 'logs' },
  { screen: 'compare', before: { kind: 'image', id }, after: { kind: 'container', id } },
])('$screen survives a reload', (place) => {
  expect(parsePlace(hrefOf(place))).toEqual(place);
});

test.each([
  ['', { screen: 'notebooks' }],
  ['#main', { screen: 'notebooks' }],
  ['#/nowhere/x', { screen: 'notebooks' }],
  ['#/containers/', { screen: 'containers' }],
  [`#/containers/${id}`, { screen: 'container', id, tab: 'overview' }],
  [`#/compare/image-${id}/nothing`, { screen: 'images' }],
  [`#/containers/${id}/gone`, { screen: 'container', id, tab: 'overview' }],
])('%j leads to a place that exists', (hash, place) => {
  expect(parsePlace(hash)).toEqual(place);
});

test('a link that was clicked before the script was there is followed', () => {
  expect(usePlaceStore.getState().place).toEqual({ screen: 'notebooks' });
  vi.stubGlobal('window', { location: { hash: '#/containers' }, addEventListener: vi.fn() });
  followPlace(new AbortController().signal);
  vi.unstubAllGlobals();
  expect(usePlaceStore.getState().place).toEqual({ screen: 'containers' });
});
