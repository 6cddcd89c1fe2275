import type { GpuFact } from '../../../shared/contract/package.ts';
import { numberOf } from '../layers/layer-words.ts';
import style from './packages.module.css';

/** What a fact was read from, in words. */
const KIND_WORDS: Readonly<Record<GpuFact['kind'], string>> = {
  package: 'package',
  library: 'library',
  'version-file': 'its own version file',
  environment: 'variable',
};

interface Component {
  readonly component: GpuFact['component'];
  /** Different ones, where sources do not agree; without what a packager adds. */
  readonly versions: readonly string[];
  readonly facts: readonly GpuFact[];
}

/** CUDA and its companions: every version that something states, and what states it. Nothing where none does. */
export function GpuStrip({
  facts,
}: {
  readonly facts: readonly GpuFact[];
}): React.JSX.Element | null {
  if (facts.length === 0) return null;
  return (
    <ul aria-label="GPU libraries" className={style['gpu']}>
      {componentsOf(facts).map(({ component, versions, facts: own }) => (
        <li key={component} className={style['chip']} data-tip={own.map(evidenceWords).join('\n')}>
          <b>{component}</b> {versions.join(', ')}
        </li>
      ))}
    </ul>
  );
}

function componentsOf(facts: readonly GpuFact[]): readonly Component[] {
  const components = new Map<GpuFact['component'], GpuFact[]>();
  for (const fact of facts) {
    components.set(fact.component, [...(components.get(fact.component) ?? []), fact]);
  }
  return [...components].map(([component, own]) => ({
    component,
    versions: [...new Set(own.map(({ version }) => version.replace(/-\d.*$/, '')))],
    facts: own,
  }));
}

function evidenceWords({ version, evidence, kind, position }: GpuFact): string {
  const layer = position === undefined ? '' : `, layer ${numberOf(position)}`;
  return `${version} by ${evidence} (${KIND_WORDS[kind]}${layer})`;
}
