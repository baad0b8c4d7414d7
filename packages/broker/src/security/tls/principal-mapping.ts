/** What a certificate's name becomes: undefined when no rule is for it. */
export type PrincipalMapping = (name: string) => string | undefined;

const RULE = /^\s*(?:(DEFAULT)|RULE:((?:\\.|[^\\/])*)\/((?:\\.|[^\\/])*)\/([LU]?))\s*(?:,\s*|$)/;

/**
 * Reads `ssl.principal.mapping.rules` (KIP-371): `RULE:^CN=(.*?),.*$/$1/L, DEFAULT`. The first rule whose expression matches
 * the name as a whole makes of it what stands behind; `L` and `U` change its case; DEFAULT leaves it as it is.
 * @throws Error that says where it cannot be read
 */
export function readMappingRules(text = 'DEFAULT'): PrincipalMapping {
  const rules: PrincipalMapping[] = [];
  for (let rest = text.trim(); rest !== '';) {
    const [whole, isDefault, pattern = '', replacement = '', letter] = RULE.exec(rest) ?? [];
    if (whole === undefined) throw new Error(`Invalid rule: \`${rest}\``);
    rules.push(isDefault === undefined ? ruleOf(pattern, replacement, letter) : (name) => name);
    rest = rest.slice(whole.length);
  }
  return (name) => {
    for (const rule of rules) {
      const mapped = rule(name);
      if (mapped !== undefined) return mapped;
    }
    return undefined;
  };
}

function ruleOf(pattern: string, replacement: string, letter = ''): PrincipalMapping {
  const whole = new RegExp(`^(?:${pattern})$`);
  const each = new RegExp(pattern, 'g');
  const groups = (new RegExp(`${pattern}|`).exec('') as RegExpExecArray).length;
  // As in Java what follows a backslash stands for itself, and so does a dollar with the number of no group.
  const parts = [...replacement.matchAll(/\$(\d)|\\(.)|([^])/g)];
  return (name) => {
    if (!whole.test(name)) return undefined;
    // Kafka asks whether it matches as a whole, and then replaces all that matches.
    const mapped = name.replace(each, (...found: string[]) =>
      parts
        .map(([text, group, quoted, plain]) => {
          if (group === undefined) return quoted ?? plain ?? '';
          return Number(group) < groups ? (found[Number(group)] ?? '') : text;
        })
        .join(''),
    );
    return letter === 'L' ? mapped.toLowerCase() : letter === 'U' ? mapped.toUpperCase() : mapped;
  };
}
