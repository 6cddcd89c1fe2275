/** What a page may ask for by name. Names that this Chromium does not know are reported as such. */
export const PERMISSION_NAMES: readonly string[] = `
  accelerometer accessibility-events ambient-light-sensor automatic-fullscreen background-fetch background-sync
  camera captured-surface-control clipboard-read clipboard-write display-capture fullscreen geolocation
  gyroscope hand-tracking idle-detection keyboard-lock local-fonts local-network-access magnetometer microphone
  midi nfc notifications payment-handler periodic-background-sync persistent-storage pointer-lock push
  screen-wake-lock speaker-selection storage-access system-wake-lock top-level-storage-access
  web-app-installation window-management`
  .trim()
  .split(/\s+/);

/** What came of asking. */
export interface PermissionFindings {
  /** What `navigator.permissions.query` said of each name: granted, denied, prompt or unknown. */
  readonly states: Readonly<Record<string, string>>;
  /** Names of the things that were really handed over. */
  readonly obtained: readonly string[];
}

/** Asks for everything, once by name and once by use. Runs in the page. */
export async function askForEverything(names: readonly string[]): Promise<PermissionFindings> {
  const call = async (path: string, ...given: readonly unknown[]): Promise<unknown> => {
    const [method = '', ...owners] = path.split('.').toReversed();
    let owner: object = globalThis;
    for (const name of owners.toReversed()) owner = Reflect.get(owner, name);
    return await Reflect.apply(Reflect.get(owner, method), owner, given);
  };
  const states: Record<string, string> = {};
  for (const name of names) {
    const descriptor: Record<string, unknown> = {
      name,
      sysex: name === 'midi',
      userVisibleOnly: true,
    };
    try {
      const status: unknown = await call('navigator.permissions.query', descriptor);
      states[name] = String(Reflect.get(Object(status), 'state'));
    } catch {
      states[name] = 'unknown';
    }
  }
  const first = (list: unknown): unknown =>
    Array.isArray(list) && list.length > 0 ? list : undefined;
  const waysToAsk: Readonly<Record<string, () => Promise<unknown>>> = {
    camera: () => call('navigator.mediaDevices.getUserMedia', { video: true }),
    microphone: () => call('navigator.mediaDevices.getUserMedia', { audio: true }),
    screen: () => call('navigator.mediaDevices.getDisplayMedia', { video: true }),
    place: () =>
      new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
    clipboard: () => call('navigator.clipboard.readText'),
    'clipboard items': () => call('navigator.clipboard.read'),
    'clipboard, the old way': async () => {
      const area = document.createElement('textarea');
      document.body.append(area);
      area.focus();
      document.execCommand('paste');
      return area.value || undefined;
    },
    midi: () => call('navigator.requestMIDIAccess', { sysex: true }),
    usb: async () =>
      first(await call('navigator.usb.getDevices')) ??
      call('navigator.usb.requestDevice', { filters: [] }),
    hid: async () => first(await call('navigator.hid.requestDevice', { filters: [] })),
    serial: () => call('navigator.serial.requestPort'),
    bluetooth: () => call('navigator.bluetooth.requestDevice', { acceptAllDevices: true }),
    notification: async () =>
      (await Notification.requestPermission()) === 'granted' ? 'granted' : undefined,
    persistence: async () => ((await navigator.storage.persist()) ? 'granted' : undefined),
    fonts: async () => first(await call('queryLocalFonts')),
    idleness: async () =>
      (await call('IdleDetector.requestPermission')) === 'granted' ? 'granted' : undefined,
    'wake lock': () => call('navigator.wakeLock.request', 'screen'),
    'file to open': () => call('showOpenFilePicker'),
    'folder to open': () => call('showDirectoryPicker'),
    'file to save': () => call('showSaveFilePicker'),
    screens: () => call('getScreenDetails'),
    pointer: async () => {
      await Reflect.apply(Reflect.get(document.body, 'requestPointerLock'), document.body, []);
      return document.pointerLockElement ?? undefined;
    },
    payment: () => {
      const details = { total: { label: 'x', amount: { currency: 'EUR', value: '1' } } };
      return new PaymentRequest([{ supportedMethods: 'https://example.invalid/' }], details).show();
    },
    'protected media': () =>
      navigator.requestMediaKeySystemAccess('com.widevine.alpha', [
        {
          initDataTypes: ['cenc'],
          videoCapabilities: [{ contentType: 'video/mp4; codecs="avc1.42E01E"' }],
        },
      ]),
  };
  const obtained: string[] = [];
  for (const [name, ask] of Object.entries(waysToAsk)) {
    const result = await Promise.race([
      Promise.resolve()
        .then(ask)
        .catch(() => undefined),
      new Promise((resolve) => setTimeout(resolve, 1_000)),
    ]);
    if (result !== undefined && result !== null && result !== '') obtained.push(name);
  }
  return { states, obtained };
}
