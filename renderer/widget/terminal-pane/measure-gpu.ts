import type { GpuFacts } from './choose-drawing.ts';

/** A terminal of the size of a screen, as far as pixels go. */
const WIDTH_PX = 1920;
const HEIGHT_PX = 1080;
/** A texture of glyphs, sent anew as if all letters were new ones. */
const TEXTURE_PX = 1024;
/** The middle of these; the first also pays for what is made once. */
const FRAMES = 5;

/** A page that is never idle is measured all the same. */
const IDLE_WITHIN_MS = 2_000;

let facts: Promise<GpuFacts> | undefined;

/**
 * What the graphics hardware is and does, measured once per window in some tens of milliseconds, when the page has
 * nothing else to do: the first terminal is drawn before.
 */
export async function measureGpu(): Promise<GpuFacts> {
  facts ??= new Promise((resolve) => {
    requestIdleCallback(() => resolve(measure()), { timeout: IDLE_WITHIN_MS });
  });
  return await facts;
}

function measure(): GpuFacts {
  const gl = contextOf({});
  if (gl === null) return { kind: 'none' };
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const name = String(gl.getParameter(info?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER) ?? '');
  const isSlow = contextOf({ failIfMajorPerformanceCaveat: true }) === null;
  const frameMs = isSlow ? undefined : frameTimeOf(gl);
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return { kind: 'there', name: name.slice(0, 200), isSlow, frameMs };
}

function contextOf(attributes: WebGLContextAttributes): WebGL2RenderingContext | null {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH_PX;
  canvas.height = HEIGHT_PX;
  return canvas.getContext('webgl2', { antialias: false, depth: false, ...attributes });
}

/** A texture sent and the whole picture filled, waited for by reading a point of it back. */
function frameTimeOf(gl: WebGL2RenderingContext): number | undefined {
  const texture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  const glyphs = new Uint8Array(TEXTURE_PX * TEXTURE_PX * 4);
  const point = new Uint8Array(4);
  const times: number[] = [];
  for (let frame = 1; frame <= FRAMES; frame += 1) {
    const startMs = performance.now();
    const { TEXTURE_2D, RGBA, UNSIGNED_BYTE } = gl;
    gl.texImage2D(TEXTURE_2D, 0, RGBA, TEXTURE_PX, TEXTURE_PX, 0, RGBA, UNSIGNED_BYTE, glyphs);
    gl.clearColor(frame / FRAMES, 0, 0, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
    gl.readPixels(0, 0, 1, 1, RGBA, UNSIGNED_BYTE, point);
    times.push(performance.now() - startMs);
  }
  // The last colour that was asked for; anything else is a context that draws nothing.
  if (point[0] !== 255) return undefined;
  return times.toSorted((a, b) => a - b)[Math.floor(FRAMES / 2)];
}
