// Which view is shown, and when it is made anew.
import { ask } from './dom.mjs';
import { requests } from './requests.mjs';
import { connections, groups, topic, topics, transactions } from './views.mjs';

const main = /** @type {HTMLElement} */ (document.querySelector('main'));
const trouble = /** @type {HTMLElement} */ (document.querySelector('#trouble'));
const cluster = /** @type {HTMLElement} */ (document.querySelector('#cluster'));
const live = /** @type {HTMLInputElement} */ (document.querySelector('#live'));

/** @type {Record<string, () => Promise<Node[]>>} */
const VIEWS = { topics, groups, transactions, connections, requests };

/** The address is `#/view/name?query`. */
function chosen() {
  const [path = '', query] = location.hash.replace(/^#\//, '').split('?');
  const [view = '', name] = path.split('/');
  return { view: view || 'topics', name: name && decodeURIComponent(name), query: new URLSearchParams(query) };
}

/** @returns {Promise<Node[]>} */
function make() {
  const { view, name, query } = chosen();
  return view === 'topics' && name ? topic(name, query) : (VIEWS[view] ?? topics)();
}

let isMaking = false;
let isStale = false;

async function show() {
  if (isMaking) {
    isStale = true;
    return;
  }
  isMaking = true;
  try {
    do {
      isStale = false;
      const { hash } = location;
      const nodes = await make();
      await showCluster();
      // Meanwhile another view was chosen.
      if (hash === location.hash) main.replaceChildren(...nodes);
      else isStale = true;
    } while (isStale);
    tell(undefined);
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error));
  } finally {
    isMaking = false;
  }
  for (const link of document.querySelectorAll('nav a')) {
    if (link.getAttribute('href') === `#/${chosen().view}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

async function showCluster() {
  const { clusterId, controllerId, nodes } = await ask('/api/cluster');
  const shown = nodes.map((/** @type {any} */ { id, address, isUp }) => `${id}: ${address}${isUp ? '' : ' (down)'}`);
  cluster.textContent = `cluster ${clusterId}, controller ${controllerId}, nodes ${shown.join(', ')}`;
}

/** @param {string | undefined} what */
function tell(what) {
  trouble.hidden = what === undefined;
  trouble.textContent = what ?? '';
}

addEventListener('hashchange', () => void show());
live.addEventListener('change', () => void (live.checked && show()));
const feed = new EventSource('/live');
feed.addEventListener('message', () => void (live.checked && isIdle() && show()));
feed.addEventListener('error', () => tell('The broker is not there any more.'));
feed.addEventListener('open', () => void show());

/** Who fills in a form, or marks text to copy it, is left alone. */
function isIdle() {
  const { activeElement } = document;
  const isAsking = activeElement !== null && activeElement.closest('main form') !== null;
  return !isAsking && getSelection()?.isCollapsed !== false;
}
