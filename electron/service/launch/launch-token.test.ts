import { pack } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { newToken, putToken, readToken, userIdOf } from './launch-token.ts';
import { MemoryEngine } from './memory-engine.ts';

async function tarOf(name: string, text: string): Promise<Uint8Array> {
  const tar = pack();
  tar.entry({ name }, text);
  tar.finalize();
  const chunks: Uint8Array[] = [];
  for await (const chunk of tar) if (chunk instanceof Uint8Array) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const options = {};

describe('a token', () => {
  it('is 32 random bytes, and comes back as it was put', async () => {
    const memory = new MemoryEngine();
    const { engine } = memory.access;
    const id = await engine.createContainer({ name: 'x', image: 'y' });
    await expect(readToken(engine, id)).rejects.toThrow();
    const token = newToken();
    expect(token).toMatch(/^[0-9a-f]{64}$/);
    expect(newToken()).not.toBe(token);
    await putToken(engine, id, { uid: 1000, token }, options);
    expect(await readToken(engine, id)).toBe(token);
  });

  it('lies in a file of the mode 0400 in a folder of the mode 0700, owned by the user', async () => {
    const memory = new MemoryEngine();
    const { engine } = memory.access;
    const id = await engine.createContainer({ name: 'x', image: 'y' });
    await putToken(engine, id, { uid: 1000, token: newToken() }, options);
    const tar = new TextDecoder().decode(memory.containers.get(id)?.files.get('/run/berth/token'));
    // A tar's header holds the name in its first 100 bytes, then mode and owner as octal text.
    const headerOf = (name: string): { readonly mode: number; readonly uid: number } => {
      const header = tar.slice(tar.indexOf(`${name}\0`));
      const mode = Number.parseInt(header.slice(100, 107), 8);
      return { mode, uid: Number.parseInt(header.slice(108, 115), 8) };
    };
    expect(headerOf('run/berth')).toEqual({ mode: 0o700, uid: 1000 });
    expect(headerOf('run/berth/token')).toEqual({ mode: 0o400, uid: 1000 });
  });

  it('that Berth did not put is not taken for one', async () => {
    const memory = new MemoryEngine();
    const { engine } = memory.access;
    const id = await engine.createContainer({ name: 'x', image: 'y' });
    const files = memory.containers.get(id)?.files;
    files?.set('/run/berth/token', await tarOf('token', 'x'.repeat(100_000)));
    await expect(readToken(engine, id)).rejects.toThrow('no token');
  });
});

describe('the user that owns it', () => {
  it.each([
    ['', 0],
    ['1000', 1000],
    ['1000:100', 1000],
    ['jovyan', 1000],
    ['jovyan:users', 1000],
  ])('of the image user "%s" is %d', async (user, uid) => {
    const memory = new MemoryEngine();
    const { engine } = memory.access;
    const id = await engine.createContainer({ name: 'x', image: 'y' });
    const accounts = 'root:x:0:0::/root:/bin/sh\njovyan:x:1000:100::/home/jovyan:/bin/sh\n';
    memory.containers.get(id)?.files.set('/etc/passwd', await tarOf('passwd', accounts));
    expect(await userIdOf(engine, id, user, options)).toBe(uid);
  });

  it('must exist', async () => {
    const memory = new MemoryEngine();
    const { engine } = memory.access;
    const id = await engine.createContainer({ name: 'x', image: 'y' });
    memory.containers.get(id)?.files.set('/etc/passwd', await tarOf('passwd', 'root:x:0:0\n'));
    await expect(userIdOf(engine, id, 'nobody-here', options)).rejects.toThrow('does not exist');
  });
});
