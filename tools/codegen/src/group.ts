import type { LoadedSchema } from './load.ts';

/**
 * Which generated file holds what, by its name without suffix. A file for ten APIs, not for one: Node spends about a
 * third of a millisecond on each file that it loads, whatever is in it (docs/adr/0007-ten-apis-a-file.md).
 */
export function groupSchemas(schemas: readonly LoadedSchema[]): Map<string, LoadedSchema[]> {
  const groups = new Map<string, LoadedSchema[]>();
  for (const schema of schemas) {
    const name = groupOf(schema);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [schema]);
    else group.push(schema);
  }
  return groups;
}

function groupOf({ model }: LoadedSchema): string {
  if (model.kind === 'data') return model.record === undefined ? 'structures' : 'coordinator-records';
  const ten = Math.floor(model.key / 10);
  return `apis-${String(ten)}0-${String(ten)}9`;
}
