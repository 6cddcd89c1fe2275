import { runAsCommand } from './run-as-command.mjs';
import { findCommand, runProcess } from './run-process.mjs';
import { say } from './say.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * One thing the system must have: a program, or a package of one of these names (the first that the
 * distribution offers is installed; `t64` are the names since the 64-bit time change).
 * @typedef {object} Requirement
 * @property {readonly string[]} packages
 * @property {string} [command] present under this name, the package is not looked for
 */

/** @typedef {'window' | 'display' | 'engine' | 'starter' | 'test'} PackageGroup */

/**
 * What each part of the work needs. `ca-certificates` is left out on purpose: refreshing it rebuilds the
 * bundle and drops certificates that somebody has appended by hand, after which npm trusts nothing.
 * @type {Readonly<Record<PackageGroup, readonly Requirement[]>>}
 */
export const PACKAGE_GROUPS = {
  window: [
    { packages: ['libgtk-3-0t64', 'libgtk-3-0'] },
    { packages: ['libnss3'] },
    { packages: ['libasound2t64', 'libasound2'] },
    { packages: ['libgbm1'] },
    { packages: ['libxss1'] },
    { packages: ['libxtst6'] },
    { packages: ['libnotify4'] },
    { packages: ['libsecret-1-0'] },
    { packages: ['fonts-dejavu-core'] },
  ],
  display: [{ packages: ['xvfb'], command: 'Xvfb' }],
  engine: [
    { packages: ['docker.io'], command: 'dockerd' },
    { packages: ['docker-cli', 'docker.io'], command: 'docker' },
    { packages: ['containerd'], command: 'containerd' },
    { packages: ['runc'], command: 'runc' },
    { packages: ['iptables'], command: 'iptables' },
    { packages: ['iproute2'], command: 'ip' },
  ],
  starter: [{ packages: ['mmdebstrap', 'debootstrap'], command: 'mmdebstrap' }],
  test: [
    { packages: ['docker-registry'], command: 'docker-registry' },
    { packages: ['busybox-static'] },
    { packages: ['util-linux'], command: 'setpriv' },
    { packages: ['git'], command: 'git' },
    { packages: ['procps'], command: 'ps' },
    { packages: ['x11-utils'], command: 'xwininfo' },
  ],
};

/** What a missing group means to the person, for the line that asks them to install it. */
const PURPOSE = {
  window: 'to open a window',
  display: 'to run without a screen',
  engine: 'to run a container engine',
  starter: 'to make the Starter notebook here',
  test: 'to run every test',
};

/** Flags that keep apt non-interactive and let it wait for another apt instead of failing. */
const APT_FLAGS = ['-y', '-qq', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300'];

/** What `ensureSystemPackages` found: whether every package of the groups is there now. */
/** @typedef {{ readonly isComplete: boolean }} PackagesState */

/**
 * Installs what is missing of the groups on Debian and Ubuntu as root; as an ordinary user prints the one
 * line to run. Elsewhere it looks at nothing and claims nothing.
 * @param {readonly PackageGroup[]} groups
 * @returns {Promise<PackagesState>}
 */
export const ensureSystemPackages = async (groups) => {
  if (process.platform !== 'linux' || findCommand('apt-get') === undefined)
    return { isComplete: true };
  const missing = await missingRequirements(groups);
  if (missing.length === 0) return { isComplete: true };
  if (process.getuid?.() !== 0) {
    const names = (await packageNames(missing)).join(' ');
    say(
      `missing ${groups.map((group) => PURPOSE[group]).join(' and ')}; run this, then try again:`,
    );
    say(`  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names}`);
    return { isComplete: false };
  }
  await install(missing);
  return { isComplete: true };
};

/** @param {readonly PackageGroup[]} groups */
const missingRequirements = async (groups) => {
  const unmet = groups
    .flatMap((group) => PACKAGE_GROUPS[group])
    .filter(({ command }) => command === undefined || findCommand(command) === undefined);
  const names = unmet.flatMap(({ packages }) => packages);
  if (names.length === 0) return [];
  const installed = installedPackages(
    (await runProcess('dpkg-query', ['-W', '-f=${db:Status-Status} ${Package}\\n', ...names]))
      .stdout,
  );
  return unmet.filter(({ packages }) => !packages.some((name) => installed.has(name)));
};

/**
 * The names that dpkg-query lists as installed (a removed package with left-over settings is not).
 * @param {string} listing lines of `STATUS NAME`
 * @returns {ReadonlySet<string>}
 */
export const installedPackages = (listing) =>
  new Set(
    listing
      .split('\n')
      .filter((line) => line.startsWith('installed '))
      .map((line) => line.slice('installed '.length).trim()),
  );

/** @param {readonly Requirement[]} missing */
const install = async (missing) => {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  say('refreshing the package lists (apt-get update)');
  const update = await runProcess('apt-get', ['update', '-qq', '-o', 'DPkg::Lock::Timeout=300'], {
    env,
  });
  // A failing third-party source must not stop what the other sources can deliver.
  if (update.code !== 0) say(`apt-get update reported: ${lastLine(update.stderr)}`);
  const names = await packageNames(missing);
  say(`installing system packages: ${names.join(' ')}`);
  const startMs = Date.now();
  const result = await runProcess('apt-get', ['install', ...APT_FLAGS, ...names], { env });
  if (result.code !== 0) {
    throw new SetupError(
      `apt-get could not install ${names.join(' ')}: ${lastLine(result.stderr)}`,
      `apt-get install -y --no-install-recommends ${names.join(' ')}`,
    );
  }
  say(`system packages installed in ${Math.round((Date.now() - startMs) / 1000)} s`);
};

/** @param {readonly Requirement[]} requirements */
const packageNames = async (requirements) => [
  ...new Set(await Promise.all(requirements.map(({ packages }) => offeredPackage(packages)))),
];

/**
 * The first of the names that this distribution really offers, else the last one, whose error apt explains.
 * @param {readonly string[]} packages
 */
const offeredPackage = async (packages) => {
  for (const name of packages.slice(0, -1)) {
    const { stdout } = await runProcess('apt-cache', ['policy', name], {
      env: { ...process.env, LC_ALL: 'C' },
    });
    // A name that only other packages "provide" has no candidate, and apt refuses to install it.
    if (/Candidate: (?!\(none\))/.test(stdout)) return name;
  }
  return packages.at(-1) ?? '';
};

/** @param {string} text */
const lastLine = (text) => text.trim().split('\n').at(-1) ?? '';

await runAsCommand(import.meta.url, async (args) => {
  const groups = Object.keys(PACKAGE_GROUPS).filter(isGroup);
  const wanted = args.length === 0 ? groups : groups.filter((group) => args.includes(group));
  return (await ensureSystemPackages(wanted)).isComplete ? 0 : 1;
});

/**
 * @param {string} name
 * @returns {name is PackageGroup}
 */
function isGroup(name) {
  return Object.hasOwn(PACKAGE_GROUPS, name);
}
