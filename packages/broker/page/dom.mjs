// Elements, with text as text: what records hold is never taken for HTML.

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string> | null} [attributes]
 * @param {...(Node | string)} content
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes, ...content) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) made.setAttribute(name, value);
  made.append(...content);
  return made;
}

/**
 * @typedef {object} Column
 * @property {string} title
 * @property {string} [class]  `number`, `bytes`
 */

/**
 * @param {string} id of what is in it, for whoever looks for it
 * @param {readonly Column[]} columns
 * @param {readonly (readonly (Node | string | number)[])[]} rows
 * @param {string} nothing  said when there are no rows
 */
export function table(id, columns, rows, nothing) {
  if (rows.length === 0) return element('p', { id, class: 'quiet' }, nothing);
  const head = columns.map(({ title, class: kind }) =>
    element('th', kind === undefined ? null : { class: kind }, title),
  );
  const body = rows.map((cells) => element('tr', null, ...cells.map((cell, at) => cellOf(cell, columns[at]?.class))));
  return element(
    'table',
    { id },
    element('thead', null, element('tr', null, ...head)),
    element('tbody', null, ...body),
  );
}

/**
 * @param {Node | string | number} content
 * @param {string | undefined} kind
 */
function cellOf(content, kind) {
  return element(
    'td',
    kind === undefined ? null : { class: kind },
    typeof content === 'number' ? String(content) : content,
  );
}

/** @param {number} ms since the epoch */
export function time(ms) {
  return ms < 0 ? '' : new Date(ms).toISOString().replace('T', ' ').replace('Z', '');
}

/**
 * @param {number} bytes
 */
export function size(bytes) {
  if (bytes < 1024) return `${String(bytes)} B`;
  const kib = bytes / 1024;
  return kib < 1024 ? `${kib.toFixed(1)} KiB` : `${(kib / 1024).toFixed(1)} MiB`;
}

/**
 * Bytes as the server shows them: JSON with its indents, text, or hexadecimal digits.
 * @param {{ as: string, text: string, byteLength: number } | null} shown
 */
export function bytes(shown) {
  if (shown === null) return element('span', { class: 'quiet' }, 'null');
  const isLong = shown.byteLength > (shown.as === 'hex' ? shown.text.length / 2 : new Blob([shown.text]).size);
  const text = shown.as === 'json' ? JSON.stringify(JSON.parse(shown.text), null, 1) : shown.text;
  const marks = [...(shown.as === 'hex' ? ['hex'] : []), ...(isLong ? [`of ${size(shown.byteLength)}`] : [])];
  const mark = marks.length === 0 ? [] : [element('span', { class: 'quiet' }, ` (${marks.join(', ')})`)];
  return element('span', { 'data-as': shown.as }, text, ...mark);
}

/** @param {string} path @returns {Promise<any>} */
export async function ask(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${(await response.text()).trim()}`);
  return response.json();
}
