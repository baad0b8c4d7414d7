// node tools/dev/check-published.mjs            what the pages of the packages on npm show: where they are from, links that lead somewhere
// node tools/dev/check-published.mjs --write    writes it, from repository, author and licence in the root package.json
// Part of npm run lint.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readArguments } from './arguments.mjs';
import { linksIn } from './check-docs.mjs';
import { addressOf, home } from './home.mjs';
import { readJson, root, runMain, workspaces } from './repo.mjs';

/** @typedef {Record<string, unknown>} Manifest */

/** @type {Record<string, string>} */
const COMPLAINTS = {
  'package.json': 'its origin is not that of the root package.json, or not in its layout',
  'README.md': 'a link is relative, and leads nowhere from the page on npm',
};

/**
 * A package's manifest with what it takes from the root's. New fields stand after the licence.
 * @param {Manifest} manifest
 * @param {string} dir
 * @param {Manifest} top
 */
export function withOrigin(manifest, dir, top) {
  const origin = {
    author: top.author,
    homepage: `${home(top)}/tree/main/${dir}#readme`,
    bugs: { url: `${home(top)}/issues` },
    repository: { .../** @type {object} */ (top.repository), directory: dir },
  };
  const entries = Object.entries(manifest).flatMap(([key, value]) => {
    if (key === 'license') return [[key, top.license], ...Object.entries(origin)];
    return key in origin ? [] : [[key, value]];
  });
  return Object.fromEntries(entries);
}

/**
 * A README whose links lead somewhere without the repository around it.
 * @param {string} text
 * @param {string} dir
 * @param {string} [formerHome] the project's address until now
 */
export function withAddresses(text, dir, formerHome = home()) {
  let result = formerHome === home() ? text : text.replaceAll(`](${formerHome}/`, `](${home()}/`);
  for (const { index, title, target } of linksIn(result).reverse()) {
    if (/^[a-z]+:/.test(target)) continue;
    const at = index + title.length + '[]('.length;
    const address = addressOf(path.posix.join(dir, target));
    result = result.slice(0, at) + address + result.slice(at + target.length);
  }
  return result;
}

if (process.argv[1] === import.meta.filename) {
  await runMain(async () => {
    const { values } = readArguments('node tools/dev/check-published.mjs [--write]', () =>
      parseArgs({ options: { write: { type: 'boolean', default: false } } }),
    );
    const top = readJson('package.json');
    let bad = 0;
    for (const { dir, manifest } of workspaces().filter(({ manifest }) => manifest.private !== true)) {
      const wanted = {
        'package.json': `${JSON.stringify(withOrigin({ ...manifest }, dir, top), null, 2)}\n`,
        'README.md': withAddresses(readFileSync(path.join(root, dir, 'README.md'), 'utf8'), dir, home(manifest)),
      };
      for (const [name, text] of Object.entries(wanted)) {
        const file = path.join(root, dir, name);
        if (readFileSync(file, 'utf8') === text) continue;
        if (values.write) writeFileSync(file, text);
        else {
          bad += 1;
          console.error(`${dir}/${name}: ${COMPLAINTS[name]}: node tools/dev/check-published.mjs --write`);
        }
      }
    }
    return bad === 0 ? 0 : 1;
  });
}
