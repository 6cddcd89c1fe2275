// Goes into every measured page before its own scripts. It looks at the document alone, as a person does,
// and notes when something that it waits for has been painted.
const { ipcRenderer } = require('electron');

/** How many containers the list must have; 0 where only the first paint is of interest. */
const wantedRows = Number(process.env['BENCH_ROWS'] ?? 0);

/** Calls back in the first task after the frame that shows what the document holds now. */
const afterPaint = (callback) => {
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      callback();
    };
    port2.postMessage(undefined);
  });
};

const rail = () => document.querySelector('nav[aria-label="Main"]');
const hasText = (element) => (element?.textContent ?? '').trim() !== '';
// A count may follow the link's name.
const containersLink = () =>
  [...(rail()?.querySelectorAll('a') ?? [])].find((a) =>
    a.textContent.trim().startsWith('Containers'),
  );

/** Whether every container is in the list and those that fit on the screen are in the document. */
const hasRows = () => {
  const grid = document.querySelector(
    ':is([role="grid"], [role="table"], table)[aria-label="Containers"]',
  );
  // The header is a row of its own, and counts as one.
  if (Number(grid?.getAttribute('aria-rowcount') ?? 0) <= wantedRows) return false;
  const rows = grid.querySelectorAll('[aria-rowindex]:not([aria-rowindex="1"])');
  const last = rows[rows.length - 1];
  if (last === undefined) return false;
  const isFull = last.getBoundingClientRect().bottom >= grid.getBoundingClientRect().bottom - 1;
  return rows.length >= wantedRows || isFull;
};

/** The moments of a start, one after the other: what must be there, and what is done once it is painted. */
const moments =
  wantedRows === 0
    ? [{ name: 'paint', isThere: () => hasText(rail()) && hasText(document.querySelector('h1')) }]
    : [
        {
          name: 'click',
          isThere: () => containersLink() !== undefined,
          act: () => containersLink().click(),
        },
        { name: 'rows', isThere: hasRows },
      ];

let isWaitingForPaint = false;

const look = () => {
  const [moment] = moments;
  if (moment === undefined) observer.disconnect();
  if (isWaitingForPaint || moment?.isThere() !== true) return;
  moments.shift();
  isWaitingForPaint = true;
  afterPaint(() => {
    isWaitingForPaint = false;
    ipcRenderer.send('bench:mark', moment.name, Date.now());
    moment.act?.();
    look();
  });
};

const observer = new MutationObserver(look);
observer.observe(document, { subtree: true, childList: true, attributes: true });
