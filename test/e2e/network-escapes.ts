import { escape, type Escape } from './escape.ts';

/** Ways to reach another server. */
export const networkEscapes: readonly Escape[] = [
  escape('image', (origin) => {
    new Image().src = `${origin}/image.png`;
  }),
  escape('responsive image', (origin) => {
    new Image().srcset = `${origin}/set.png 1x`;
  }),
  escape('background', (origin) => {
    document.body.style.backgroundImage = `url(${origin}/background.png)`;
  }),
  escape('style sheet', (origin) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = `${origin}/a.css`;
    document.head.append(link);
  }),
  escape('style import', (origin) => {
    const style = document.createElement('style');
    style.append(`@import url(${origin}/b.css)`);
    document.head.append(style);
  }),
  escape('font', (origin) => {
    const font = new FontFace('sink', `url(${origin}/font.woff2)`);
    return font.load();
  }),
  escape('fetch', async (origin) => await fetch(`${origin}/fetch`)),
  escape('opaque fetch', async (origin) => await fetch(`${origin}/opaque`, { mode: 'no-cors' })),
  escape(
    'outliving fetch',
    async (origin) =>
      await fetch(`${origin}/keep`, {
        method: 'POST',
        body: 'x',
        keepalive: true,
        mode: 'no-cors',
      }),
  ),
  escape('XMLHttpRequest', (origin) => {
    const request = new XMLHttpRequest();
    request.open('GET', `${origin}/xhr`);
    request.send();
  }),
  escape('web socket', (origin) => new WebSocket(`${origin.replace('http', 'ws')}/socket`)),
  escape('event source', (origin) => new EventSource(`${origin}/events`)),
  escape('beacon', (origin) => navigator.sendBeacon(`${origin}/beacon`, 'x')),
  escape('frame', (origin) => {
    const frame = document.createElement('iframe');
    frame.src = `${origin}/frame`;
    document.body.append(frame);
  }),
  escape('object', (origin) => {
    const object = document.createElement('object');
    object.data = `${origin}/object.svg`;
    document.body.append(object);
  }),
  escape('embed', (origin) => {
    const embed = document.createElement('embed');
    embed.src = `${origin}/embed.svg`;
    document.body.append(embed);
  }),
  escape('video', (origin) => {
    const video = document.createElement('video');
    video.src = `${origin}/video.mp4`;
    document.body.append(video);
  }),
  escape('audio', (origin) => {
    new Audio(`${origin}/audio.mp3`).load();
  }),
  escape('other base', (origin) => {
    const base = document.createElement('base');
    base.href = `${origin}/base/`;
    document.head.append(base);
    new Image().src = 'relative.png';
    // An image looks its address up a moment later.
    setTimeout(() => base.remove(), 50);
  }),
  escape('form', (origin) => {
    const [frame, form] = [document.createElement('iframe'), document.createElement('form')];
    frame.name = `form${Math.random()}`;
    form.action = `${origin}/form`;
    form.target = frame.name;
    document.body.append(frame, form);
    form.submit();
  }),
  escape('prefetch', (origin) => {
    const link = document.createElement('link');
    link.rel = 'prefetch';
    link.href = `${origin}/prefetch`;
    document.head.append(link);
  }),
  escape('preload', (origin) => {
    const link = document.createElement('link');
    link.rel = 'preload';
    link.as = 'style';
    link.href = `${origin}/preload.css`;
    document.head.append(link);
  }),
  escape('module preload', (origin) => {
    const link = document.createElement('link');
    link.rel = 'modulepreload';
    link.href = `${origin}/module.js`;
    document.head.append(link);
  }),
  escape('icon of a shape', (origin) => {
    document.body.style.cursor = `url(${origin}/cursor.png), auto`;
    document.body.style.listStyleImage = `url(${origin}/list.png)`;
    document.body.style.display = 'list-item';
  }),
  escape('WebRTC', async (origin) => {
    const address = new URL(origin).host;
    const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:${address}` }] });
    peer.createDataChannel('out');
    await peer.setLocalDescription();
  }),
  escape('WebRTC over TCP', async (origin) => {
    const address = new URL(origin).host;
    const peer = new RTCPeerConnection({
      iceServers: [{ urls: `turn:${address}?transport=tcp`, username: 'u', credential: 'c' }],
    });
    peer.createDataChannel('out');
    await peer.setLocalDescription();
  }),
  escape('WebTransport', async (origin) => {
    const made: unknown = Reflect.construct(Reflect.get(globalThis, 'WebTransport'), [
      `${origin.replace('http', 'https')}/transport`,
    ]);
    await Reflect.get(Object(made), 'ready');
  }),
];
