// The last requests: what is there stays, open details too, and what is new comes on top.
import { ask, element, size, time } from './dom.mjs';

const KEPT = 1000;

/** Of these nobody wants to see each one. */
const QUIET = new Set(['Fetch', 'Heartbeat', 'ConsumerGroupHeartbeat', 'ApiVersions', 'Metadata']);

let newest = 0;
const list = element('tbody');
const quiet = element('input', { type: 'checkbox', id: 'quiet' });
const head = ['time (UTC)', 'client', 'connection', 'node', 'request', 'bytes', 'ms', 'body'].map((title) => element('th', null, title)); // prettier-ignore
const view = [
  element('form', null, element('label', null, quiet, ` without ${[...QUIET].join(', ')}`)),
  element('table', { id: 'requests' }, element('thead', null, element('tr', null, ...head)), list),
];
quiet.addEventListener('change', hideQuiet);

export async function requests() {
  for (const request of await ask(`/api/requests?after=${String(newest)}`)) {
    newest = Math.max(newest, request.id);
    list.prepend(row(request));
  }
  while (list.rows.length > KEPT) list.lastElementChild?.remove();
  hideQuiet();
  return view;
}

function hideQuiet() {
  for (const each of list.rows) each.hidden = quiet.checked && QUIET.has(each.dataset['api'] ?? '');
}

/** @param {any} request */
function row(request) {
  const { api, version, responseBytes } = request;
  const answer = responseBytes === null ? 'no answer' : size(responseBytes);
  const cells = [
    time(request.startedMs),
    request.clientId ?? '',
    String(request.connectionId),
    String(request.nodeId),
    `${api} v${version}`,
    `${size(request.requestBytes)} → ${answer}`,
    request.elapsedMs.toFixed(1),
    details(request),
  ];
  return element('tr', { 'data-api': api }, ...cells.map((cell) => element('td', null, cell)));
}

/** The bodies are made into text when somebody opens them. @param {any} request */
function details(request) {
  const made = element('details', null, element('summary', null, 'show'));
  const open = () => {
    made.append(element('pre', null, JSON.stringify(request.request, null, 1)));
    made.append(element('pre', null, JSON.stringify(request.response, null, 1)));
  };
  made.addEventListener('toggle', open, { once: true });
  return made;
}
