import type { BesidePlan, CopyPlan, HelperImage } from '../../../shared/contract/helper.ts';
import { formatByteSize } from '../../../shared/value/byte-size.ts';
import { FactList } from '../../widget/fact-list/fact-list.tsx';

/** Rights, cost and end of a helper beside a container that runs. */
export function BesideFacts({
  plan,
  image,
}: {
  readonly plan: BesidePlan;
  readonly image: HelperImage;
}): React.JSX.Element {
  const { containerName, sharesHostNetwork, sharesMemory, sharesDevices } = plan;
  const shared = [
    'Processes',
    sharesHostNetwork ? 'network, which is the host’s' : 'network',
    ...(sharesMemory ? ['shared memory'] : []),
    ...(sharesDevices ? ['GPUs and other requested devices'] : []),
  ];
  return (
    <FactList
      title="What is made"
      facts={[
        ['Shares', `${shared.join(', ')}, and the files of ${containerName}`],
        [
          'Rights',
          'Root, and tracing of processes (SYS_PTRACE): it can change and end all of these',
        ],
        [
          'Cost',
          `No download: the image is here (${formatByteSize(image.sizeBytes)}). Disk: only what is written in the helper itself. Time to start: unknown`,
        ],
        ['End', 'Removed with its terminal; until then no list of Berth shows it'],
      ]}
    />
  );
}

/** Cost, what is real, what is missing, and the end of a helper from a copy. */
export function CopyFacts({ plan }: { readonly plan: CopyPlan }): React.JSX.Element {
  const { containerName, hasShell, volumes, emptyPlaces, sharesDevices } = plan;
  const missing = ['Its processes', ...emptyPlaces.map((place) => `what was in ${place}`)];
  const shown = volumes.map((place) => (hasShell ? place : `/volumes${place}`));
  return (
    <FactList
      title="What is made"
      facts={[
        ['Files', filesWords(plan)],
        [
          'Volumes',
          volumes.length === 0
            ? 'None'
            : `${shown.join(', ')}: no copies, so what is changed there stays changed`,
        ],
        ['Not there', missing.join(', ')],
        ...(sharesDevices
          ? [
              [
                'GPUs',
                'Asked for as by the container; without them where the engine has none',
              ] as const,
            ]
          : []),
        ['Cost', costWords(plan)],
        [
          'End',
          `Copy and helper are removed with the terminal; until then no list of Berth shows them. ${containerName} stays as it is`,
        ],
      ]}
    />
  );
}

function filesWords({ hasShell, containerName }: CopyPlan): string {
  return hasShell
    ? 'All, at their places, as the container’s own user'
    : `All, in /target, as root: ${containerName} has no shell, so another image brings one`;
}

function costWords({ hasShell, ownBytes, wholeBytes }: CopyPlan): string {
  const own = formatByteSize(ownBytes);
  return hasShell
    ? `No download. Disk: ${own}, what the container itself has written. Time: unknown`
    : `No download. Disk: ${own} for the copy and ${formatByteSize(wholeBytes)} for its files, which pass through Berth. Time: unknown`;
}
