import { escape, type Escape } from './escape.ts';

/** Ways to run text as code. */
export const codeEscapes: readonly Escape[] = [
  escape('inline script', () => {
    const script = document.createElement('script');
    script.append('globalThis.wasHit = 1');
    document.head.append(script);
  }),
  escape('inline script, text', () => {
    const script = document.createElement('script');
    script.textContent = 'globalThis.wasHit = 1';
    document.head.append(script);
  }),
  escape('inline script with a nonce', () => {
    const script = document.createElement('script');
    script.nonce = 'guess';
    script.append('globalThis.wasHit = 1');
    document.head.append(script);
  }),
  escape('inline module', () => {
    const script = document.createElement('script');
    script.type = 'module';
    script.append('globalThis.wasHit = 1');
    document.head.append(script);
  }),
  escape('script from elsewhere', (origin) => {
    const script = document.createElement('script');
    script.src = `${origin}/a.js`;
    document.head.append(script);
  }),
  escape('script by attribute', (origin) => {
    const script = document.createElement('script');
    script.setAttribute('src', `${origin}/b.js`);
    document.head.append(script);
  }),
  escape('data: script', () => {
    const script = document.createElement('script');
    script.src = 'data:text/javascript,globalThis.wasHit=1';
    document.head.append(script);
  }),
  escape('blob: script', () => {
    const script = document.createElement('script');
    script.src = URL.createObjectURL(new Blob(['globalThis.wasHit = 1']));
    document.head.append(script);
  }),
  // oxlint-disable-next-line no-eval
  escape('eval', () => (0, eval)('globalThis.wasHit = 1')),
  escape('Function', () => Reflect.construct(Function, ['globalThis.wasHit = 1'])()),
  escape('async function constructor', () =>
    (async () => undefined).constructor('globalThis.wasHit = 1')(),
  ),
  escape('timer of text', () => Reflect.apply(setTimeout, undefined, ['globalThis.wasHit = 1'])),
  escape('interval of text', () => {
    const id: number = Reflect.apply(setInterval, undefined, ['globalThis.wasHit = 1', 5]);
    setTimeout(() => clearInterval(id), 50);
  }),
  escape('javascript: link', () => {
    const link = document.createElement('a');
    link.href = 'javascript:void(globalThis.wasHit = 1)';
    document.body.append(link);
    link.click();
  }),
  escape('javascript: address', () => {
    location.href = 'javascript:void(globalThis.wasHit = 1)';
  }),
  escape('javascript: frame', () => {
    const frame = document.createElement('iframe');
    frame.src = 'javascript:void(parent.wasHit = 1)';
    document.body.append(frame);
  }),
  escape('javascript: form', () => {
    const form = document.createElement('form');
    form.action = 'javascript:void(globalThis.wasHit = 1)';
    document.body.append(form);
    form.submit();
  }),
  escape('frame of text', () => {
    const frame = document.createElement('iframe');
    frame.srcdoc = '<script>parent.wasHit = 1</script>';
    document.body.append(frame);
  }),
  escape('handler attribute', () => {
    const button = document.createElement('button');
    button.setAttribute('onclick', 'globalThis.wasHit = 1');
    document.body.append(button);
    button.click();
  }),
  escape('innerHTML', () => {
    document.body.append(document.createElement('p'));
    const [p] = [...document.querySelectorAll('p')].slice(-1);
    if (p) p.innerHTML = '<img src="data:," onerror="globalThis.wasHit = 1">';
  }),
  escape('outerHTML', () => {
    const p = document.createElement('p');
    document.body.append(p);
    p.outerHTML = '<img src="data:," onerror="globalThis.wasHit = 1">';
  }),
  escape('insertAdjacentHTML', () =>
    document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="wasHit = 1">'),
  ),
  escape('document.write', () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    frame.contentDocument?.write('<script>parent.wasHit = 1</script>');
  }),
  escape('parsed document', () => {
    const parsed = new DOMParser().parseFromString(
      '<img src="data:," onerror="wasHit=1">',
      'text/html',
    );
    document.body.append(...parsed.body.children);
  }),
  escape('parsed range', () => {
    const range = document.createRange();
    document.body.append(range.createContextualFragment('<script>wasHit = 1</script>'));
  }),
  escape('own trusted-types policy, markup', () => {
    const policy = Reflect.get(globalThis, 'trustedTypes').createPolicy(`m${Math.random()}`, {
      createHTML: (text: string) => text,
    });
    document.body.insertAdjacentHTML(
      'beforeend',
      policy.createHTML('<img src="data:," onerror="wasHit=1">'),
    );
  }),
  escape('own trusted-types policy, code', () => {
    const policy = Reflect.get(globalThis, 'trustedTypes').createPolicy(`c${Math.random()}`, {
      createScript: (text: string) => text,
    });
    // oxlint-disable-next-line no-eval
    (0, eval)(policy.createScript('globalThis.wasHit = 1'));
  }),
  escape('own trusted-types policy, address', (origin) => {
    const policy = Reflect.get(globalThis, 'trustedTypes').createPolicy(`u${Math.random()}`, {
      createScriptURL: (text: string) => text,
    });
    const script = document.createElement('script');
    script.src = policy.createScriptURL(`${origin}/c.js`);
    document.head.append(script);
  }),
  escape('import of data:', async () => {
    const address: string = 'data:text/javascript,globalThis.wasHit=1';
    await import(address);
  }),
  escape('import from elsewhere', async (origin) => await import(`${origin}/d.js`)),
  escape('import of blob:', async () => {
    const blob = new Blob(['globalThis.wasHit = 1'], { type: 'text/javascript' });
    await import(URL.createObjectURL(blob));
  }),
  escape('WebAssembly', async () => {
    await WebAssembly.instantiate(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
    Reflect.set(globalThis, 'wasHit', 1);
  }),
  escape('worker of blob:', async (origin) => {
    const worker = new Worker(URL.createObjectURL(new Blob([`fetch('${origin}/worker')`])));
    await new Promise((resolve) => worker.addEventListener('error', resolve));
  }),
  escape('worker of data:', async (origin) => {
    const worker = new Worker(`data:text/javascript,fetch('${origin}/worker')`);
    await new Promise((resolve) => worker.addEventListener('error', resolve));
  }),
  escape('shared worker of blob:', (origin) => {
    const blob = new Blob([`fetch('${origin}/shared')`]);
    return new SharedWorker(URL.createObjectURL(blob));
  }),
];
