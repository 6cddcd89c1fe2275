import type { HistoryStep } from '../../../shared/contract/image-layers.ts';
import type { GpuFact, ImagePackage } from '../../../shared/contract/package.ts';
import type { MetadataContent } from './layer-metadata.ts';

/** A library or file that tells a version, in its layer. */
export type PlacedComponent = Extract<MetadataContent, { kind: 'component' }> & {
  readonly path: string;
  readonly position: number;
};

type Component = GpuFact['component'];

const PACKAGE_PATTERNS: readonly (readonly [Component, RegExp])[] = [
  ['CUDA', /^(?:cuda-cudart-\d+-\d+|nvidia-cuda-runtime(?:-cu\d+)?|cuda-cudart|cudatoolkit)$/],
  ['cuDNN', /^(?:libcudnn\d+(?:-cuda-\d+)?|nvidia-cudnn(?:-cu\d+)?|cudnn)$/],
  ['NCCL', /^(?:libnccl2?|nvidia-nccl(?:-cu\d+)?|nccl)$/],
  ['TensorRT', /^(?:libnvinfer\d+|tensorrt(?:[-_]cu\d+)?)$/],
];

const VARIABLE_PATTERNS: readonly (readonly [Component, RegExp])[] = [
  ['CUDA', /\b(CUDA_VERSION|NV_CUDA_CUDART_VERSION)[= ]"?([\w.+~-]+)/],
  ['cuDNN', /\b(NV_CUDNN_VERSION|CUDNN_VERSION)[= ]"?([\w.+~-]+)/],
  ['NCCL', /\b(NV_LIBNCCL_PACKAGE_VERSION|NCCL_VERSION)[= ]"?([\w.+~-]+)/],
  ['TensorRT', /\b(NV_TENSORRT_VERSION|TENSORRT_VERSION|TRT_VERSION)[= ]"?([\w.+~-]+)/],
];

/** An instruction's variables stand near its beginning; the rest of a long one is not looked at. */
const MAX_INSTRUCTION = 8_192;

/** Versions of CUDA and its companions, each with what says so: a library's name counts more than a variable. */
export function gpuFactsOf(
  components: readonly PlacedComponent[],
  packages: readonly ImagePackage[],
  history: readonly HistoryStep[],
): GpuFact[] {
  const facts: GpuFact[] = components.map(({ component, version, path, position, evidence }) => ({
    component,
    version,
    evidence: path,
    kind: evidence,
    position,
  }));
  for (const { isPresent, name, type, version, position } of packages) {
    const plain = name.toLowerCase().replaceAll('_', '-');
    const known = PACKAGE_PATTERNS.find(([, pattern]) => pattern.test(plain));
    if (!isPresent || known === undefined) continue;
    facts.push({
      component: known[0],
      version,
      evidence: `${name} (${type})`,
      kind: 'package',
      position,
    });
  }
  facts.push(...environmentFacts(history));
  const order: readonly Component[] = ['CUDA', 'cuDNN', 'NCCL', 'TensorRT'];
  return facts.toSorted((a, b) => order.indexOf(a.component) - order.indexOf(b.component));
}

/** What the image's own instructions set; of a variable that is set again, the last value. */
function environmentFacts(history: readonly HistoryStep[]): GpuFact[] {
  const facts = new Map<string, GpuFact>();
  for (const { instruction } of history) {
    const text = instruction.slice(0, MAX_INSTRUCTION);
    if (!/^(?:ENV\b|\/bin\/sh -c #\(nop\)\s+ENV\b)/.test(text)) continue;
    for (const [component, pattern] of VARIABLE_PATTERNS) {
      const [, variable, version] = pattern.exec(text) ?? [];
      if (variable === undefined || version === undefined) continue;
      facts.set(variable, { component, version, evidence: `ENV ${variable}`, kind: 'environment' });
    }
  }
  return [...facts.values()];
}
