import { escape, type Escape } from './escape.ts';
import { networkEscapes } from './network-escapes.ts';

/** Ways out of a notebook's page to another port of this machine, beyond those of the window's battery. */
export const notebookEscapes: readonly Escape[] = [
  // A notebook's page runs code by design: of the window's battery only what reaches out counts here.
  ...networkEscapes,
  escape('script from elsewhere', (origin) => {
    const script = document.createElement('script');
    script.src = `${origin}/a.js`;
    document.head.append(script);
  }),
  escape('redirected fetch', async (origin) => {
    await fetch(`/redirect?${encodeURIComponent(`${origin}/redirected`)}`, { mode: 'no-cors' });
  }),
  escape('redirected image', (origin) => {
    new Image().src = `/redirect?${encodeURIComponent(`${origin}/redirected.png`)}`;
  }),
  escape('redirected frame', (origin) => {
    const frame = document.createElement('iframe');
    frame.src = `/redirect?${encodeURIComponent(`${origin}/redirected-frame`)}`;
    document.body.append(frame);
  }),
  escape('frame of a data: page', (origin) => {
    const frame = document.createElement('iframe');
    frame.src = `data:text/html,<img src="${origin}/data.png">`;
    document.body.append(frame);
  }),
  escape('frame of text', (origin) => {
    const frame = document.createElement('iframe');
    frame.srcdoc = `<img src="${origin}/text.png">`;
    document.body.append(frame);
  }),
  escape('frame of a blob: page', (origin) => {
    const frame = document.createElement('iframe');
    const blob = new Blob([`<img src="${origin}/blob.png">`], { type: 'text/html' });
    frame.src = URL.createObjectURL(blob);
    document.body.append(frame);
  }),
  escape(
    'worker',
    (origin) => new Worker(`/fetching.js?${encodeURIComponent(`${origin}/worker`)}`),
  ),
  escape('worker of blob:', (origin) => {
    const blob = new Blob([`fetch('${origin}/blob-worker', { mode: 'no-cors' })`]);
    return new Worker(URL.createObjectURL(blob));
  }),
  escape('shared worker', (origin) => {
    return new SharedWorker(`/fetching.js?${encodeURIComponent(`${origin}/shared`)}`);
  }),
  escape('service worker', async (origin) => {
    const script = `/fetching.js?${encodeURIComponent(`${origin}/service`)}`;
    await navigator.serviceWorker.register(script);
  }),
  escape('ping of a link', (origin) => {
    const link = document.createElement('a');
    link.href = '#here';
    link.ping = `${origin}/ping`;
    document.body.append(link);
    link.click();
  }),
  escape('download of a link', (origin) => {
    const link = document.createElement('a');
    link.href = `${origin}/file`;
    link.download = 'file';
    document.body.append(link);
    link.click();
  }),
  escape('policy report', (origin) => {
    const frame = document.createElement('iframe');
    frame.src = `/reporting?${encodeURIComponent(`${origin}/report`)}`;
    frame.addEventListener('load', () => {
      const image = frame.contentDocument?.createElement('img');
      if (!image) return;
      image.src = '/image.png';
      frame.contentDocument?.body.append(image);
    });
    document.body.append(frame);
  }),
];

/** Ways to take the page itself, or a new one, elsewhere. */
export const notebookDepartures: readonly Escape[] = [
  escape('address', (origin) => location.assign(`${origin}/away`)),
  escape('redirected address', (origin) =>
    location.assign(`/redirect?${encodeURIComponent(`${origin}/away`)}`),
  ),
  escape('form', (origin) => {
    const form = document.createElement('form');
    form.action = `${origin}/form-away`;
    form.method = 'post';
    document.body.append(form);
    form.submit();
  }),
  escape('meta refresh', (origin) => {
    const meta = document.createElement('meta');
    meta.httpEquiv = 'refresh';
    meta.content = `0;url=${origin}/refresh`;
    document.head.append(meta);
  }),
  escape('new window', (origin) => window.open(`${origin}/popup`)),
  escape('new tab', (origin) => {
    const link = document.createElement('a');
    link.href = `${origin}/tab`;
    link.target = '_blank';
    document.body.append(link);
    link.click();
  }),
  escape('empty window that goes on', (origin) => {
    const opened = window.open('about:blank');
    if (opened) opened.location.href = `${origin}/opened`;
  }),
  escape('file', () => location.assign('file:///etc/passwd')),
];
