import type { FailureCode } from '../../../shared/ipc/failure.ts';

/** What an outside system's words mean. `$1`… in the message are the pattern's groups. */
export interface WordRule {
  readonly words: RegExp;
  readonly code: FailureCode;
  readonly message: string;
  readonly hint: string;
}

const CREDENTIALS_HINT = 'Check the name, or sign in to that registry.';
const NETWORK_HINT = 'Check the network and proxy of the machine that the engine runs on.';

/** The engine's own words; the first that fits counts. */
export const ENGINE_RULES: readonly WordRule[] = [
  // The engine's own limits.
  rule(
    /no space left on device|disk quota exceeded/i,
    'disk-full',
    'No space is left on the disk of the engine.',
    'Remove images, containers or volumes that are no longer needed, then try again.',
  ),
  rule(
    /client version [\d.]+ is too new\. maximum supported api version is ([\d.]+)/i,
    'engine-too-old',
    'This engine is too old: it speaks API $1.',
    'Update the engine to Docker 20.10 or newer.',
  ),
  rule(
    /client version [\d.]+ is too old\. minimum supported api version is ([\d.]+)/i,
    'engine-too-new',
    'This engine is newer than Berth: it needs API $1 or later.',
    'Update Berth.',
  ),
  rule(
    /authorization denied by plugin/i,
    'engine-permission-denied',
    'A rule of this engine’s administrator forbids this.',
    'Ask whoever runs the engine.',
  ),
  rule(
    /could not select device driver|unknown (?:or invalid )?runtime (?:name|specified)/i,
    'tool-missing',
    'The engine cannot hand GPUs to containers.',
    'Install the NVIDIA Container Toolkit on the engine’s machine, set it up for Docker and restart the engine.',
  ),

  // Ports.
  rule(
    /(?:bind for|listen (?:tcp|udp)\d?) \S*?:(\d+)(?: failed)?: (?:port is already allocated|bind: address already in use)/i,
    'port-in-use',
    'Port $1 is taken.',
    'Choose another port, or stop what uses this one.',
  ),
  rule(
    /bind host port for \S*?:(\d+):\S+ (?:address already in use|port is already allocated)/i,
    'port-in-use',
    'Port $1 is taken.',
    'Choose another port, or stop what uses this one.',
  ),
  rule(
    /port is already allocated|address already in use/i,
    'port-in-use',
    'A port that this container needs is taken.',
    'Choose another port, or stop what uses it.',
  ),

  // Objects.
  rule(
    /container name "\/?([^"]+)" is already in use/i,
    'conflict',
    'The name “$1” is taken by another container.',
    'Choose another name, or remove that container.',
  ),
  rule(
    /(?:is using its referenced image|image is being used by|image is referenced|dependent child images)/i,
    'in-use',
    'A container or another image still uses this image.',
    'Remove what uses it first.',
  ),
  rule(
    /volume is in use|has active endpoints/i,
    'in-use',
    'A container still uses this.',
    'Remove what uses it first.',
  ),
  rule(
    /removal of container \S+ is already in progress|marked for removal/i,
    'conflict',
    'The container is being removed already.',
    'Wait a moment.',
  ),
  rule(
    /cannot remove (?:a running )?container|container is running: stop/i,
    'conflict',
    'The container is running.',
    'Stop it first, or remove it by force.',
  ),
  rule(
    /container \S+ is (?:already )?paused/i,
    'conflict',
    'The container is paused.',
    'Resume it first.',
  ),
  rule(
    /container \S+ is not running|container is not running/i,
    'conflict',
    'The container is not running.',
    'Start it first.',
  ),
  rule(
    /could not find the file (.+?) in container/i,
    'not-found',
    'There is no “$1” in this container.',
    'Check the path.',
  ),
  rule(
    /no such container/i,
    'not-found',
    'There is no such container.',
    'It may have been removed: look at the list again.',
  ),
  rule(
    /.*no such image: (\S+)/is,
    'not-found',
    'The engine does not have the image $1.',
    'Pull it first.',
  ),
  rule(
    /network (\S+) not found/i,
    'not-found',
    'The engine has no network “$1”.',
    'Look at the list again.',
  ),
  rule(/no such volume/i, 'not-found', 'The engine has no such volume.', 'Look at the list again.'),
  rule(
    /invalid container name \((.*?)\)/i,
    'invalid-input',
    'A container cannot have the name “$1”.',
    'Use at least two letters, digits, dots, dashes or underscores, a letter or digit first.',
  ),

  // What was asked for.
  rule(
    /bind source path does not exist: (\S+)/i,
    'invalid-input',
    'There is no folder “$1” on the engine’s machine.',
    'Make it, or choose another.',
  ),
  rule(
    /exec: "([^"]+)": (?:executable file not found|stat |permission denied|no such file)/i,
    'invalid-input',
    'The image has no program “$1” that could be started.',
    'Check the command.',
  ),
  rule(/no command specified/i, 'invalid-input', 'The image names no command to run.', 'Name one.'),
  rule(
    /unable to find user (\S+?):/i,
    'invalid-input',
    'The image has no user “$1”.',
    'Choose another user.',
  ),
  rule(
    /invalid reference format|invalid image name|repository name must/i,
    'invalid-input',
    'This is no name that an image can have.',
    'Check the name.',
  ),
  rule(
    /page not found/i,
    'engine-protocol',
    'The engine does not know this request.',
    'Check that the address is a Docker engine’s.',
  ),
];

/** Words of registries, as the engine passes them on; the first that fits counts. */
export const REGISTRY_RULES: readonly WordRule[] = [
  rule(
    /toomanyrequests|pull rate limit/i,
    'registry-denied',
    'The registry allows no more pulls for now.',
    'Sign in to it for a higher limit, or wait.',
  ),
  rule(
    /pull access denied for (\S+?),/i,
    'registry-denied',
    'The registry does not hand out $1: it is not there, or needs a sign-in.',
    CREDENTIALS_HINT,
  ),
  rule(
    /incorrect username or password/i,
    'registry-denied',
    'The registry refused the user name or password.',
    'Sign in again.',
  ),
  rule(
    /unauthorized|authentication required|no basic auth credentials|denied: requested access|insufficient_scope/i,
    'registry-denied',
    'The registry asks for a sign-in.',
    CREDENTIALS_HINT,
  ),
  rule(
    /no matching manifest for (\S+)|does not match the (?:specified|detected host) platform/i,
    'not-found',
    'The image has no variant for this engine’s processor.',
    'Choose another tag or platform.',
  ),
  rule(
    /manifest for (\S+) not found|manifest unknown|name unknown/i,
    'not-found',
    'The registry has no such image.',
    'Check the name and the tag.',
  ),
  rule(
    /lookup (\S+?)(?: on \S+)?: /i,
    'registry-unreachable',
    'The engine cannot find the registry $1: its name does not resolve.',
    NETWORK_HINT,
  ),
  rule(
    /x509:|tls: failed to verify|certificate (?:signed by unknown|has expired|is not valid)/i,
    'registry-unreachable',
    'The registry uses a certificate that this engine does not trust.',
    'Give the engine the registry’s certificate authority (/etc/docker/certs.d).',
  ),
  rule(
    /server gave http response to https client/i,
    'registry-unreachable',
    'The registry does not use encryption, and the engine refuses that.',
    'Set the registry up with TLS, or list it under insecure-registries in the engine’s settings.',
  ),
  rule(
    /i\/o timeout|awaiting headers|deadline exceeded|waiting for connection|tls handshake timeout/i,
    'registry-unreachable',
    'The registry did not answer the engine in time.',
    NETWORK_HINT,
  ),
  rule(
    /connect: connection refused|network is unreachable|no route to host|connection reset by peer|proxyconnect/i,
    'registry-unreachable',
    'The engine cannot reach the registry.',
    NETWORK_HINT,
  ),
  rule(
    /unexpected http status|(?:get|head|post) "?https?:\/\/\S+: (?:unexpected )?eof/i,
    'registry-unreachable',
    'The registry gave the engine no usable answer.',
    'Try again later.',
  ),
];

function rule(words: RegExp, code: FailureCode, message: string, hint: string): WordRule {
  return { words, code, message, hint };
}
