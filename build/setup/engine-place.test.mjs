import { describe, expect, it } from 'vitest';
import { enginePlace } from './engine-place.mjs';
import { engineArguments } from './private-engine.mjs';

describe('the place of a private engine', () => {
  it('lies in the state directory', () => {
    const place = enginePlace('/home/x/.config/Berth');
    expect(place.host).toBe('unix:///home/x/.config/Berth/engine/docker.sock');
    expect(place.isShortened).toBe(false);
    expect(place.bridge.length).toBeLessThanOrEqual(15);
  });

  it('moves its sockets to /run when the path is too long for one, and nothing else', () => {
    const state = `/home/${'long '.repeat(20)}/Berth`;
    const place = enginePlace(state);
    expect(place.socket).toMatch(/^\/run\/berth-[0-9a-f]{8}\/docker\.sock$/);
    expect(place.dataRoot.startsWith(state)).toBe(true);
    expect(place.pidFile.startsWith(state)).toBe(true);
  });

  it('counts bytes, as the kernel does', () => {
    expect(enginePlace(`/home/${'ü'.repeat(40)}`).isShortened).toBe(true);
    expect(enginePlace(`/home/${'u'.repeat(40)}`).isShortened).toBe(false);
  });

  it('shares nothing with another one', () => {
    const [a, b] = [enginePlace('/a'), enginePlace('/b')].map(
      (place) => new Set(engineArguments(place)),
    );
    const shared = [...(a ?? [])].filter((argument) => b?.has(argument));
    expect(shared).toEqual(['--log-level=warn']);
  });
});
