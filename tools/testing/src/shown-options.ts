import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** An option as an editor shows it when the pointer rests on its name. */
export interface ShownOption {
  readonly name: string;
  readonly required: boolean;
  /** What it is for. */
  readonly sentence: string;
  /** The text of `@default`. */
  readonly fallback: string | undefined;
}

const COMPILER_OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  // Partial, Omit and the like; nothing of Node, since names and comments are all that is looked at.
  lib: ['lib.es2022.d.ts'],
  types: [],
  strict: true,
  skipLibCheck: true,
};

/** TypeScript's language service, as an editor has it, over what is built of the packages. */
export class Editor {
  readonly #file: string;
  readonly #service: ts.LanguageService;
  #text = '';
  #version = 0;

  /** @param folder whose imports are resolved: that of a package */
  constructor(folder: URL) {
    this.#file = fileURLToPath(new URL('an-application.ts', folder));
    this.#service = ts.createLanguageService({
      ...ts.sys,
      useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
      getCompilationSettings: () => COMPILER_OPTIONS,
      getScriptFileNames: () => [this.#file],
      getScriptVersion: (file) => (file === this.#file ? String(this.#version) : '0'),
      getScriptSnapshot: (file) => {
        const text = file === this.#file ? this.#text : ts.sys.readFile(file);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => fileURLToPath(folder),
      getDefaultLibFileName: ts.getDefaultLibFilePath,
      fileExists: (file) => file === this.#file || ts.sys.fileExists(file),
      readFile: (file) => (file === this.#file ? this.#text : ts.sys.readFile(file)),
    });
  }

  /** The types of options that a package exports. */
  optionTypes(specifier: string): readonly string[] {
    const { checker, source } = this.#open(`export * from '${specifier}';`);
    const module = must(checker.getSymbolAtLocation(source));
    return checker
      .getExportsOfModule(module)
      .map(({ name }) => name)
      .filter((name) => /Options$|Init$/.test(name) && /^[A-Z]/.test(name));
  }

  /** What is shown at each name of an object literal of that type. */
  shownOptions(specifier: string, type: string): readonly ShownOption[] {
    const head = `import type { ${type} } from '${specifier}';\n`;
    const { checker, source } = this.#open(`${head}export type Shown = ${type};`);
    const [alias] = source.statements.filter(ts.isTypeAliasDeclaration);
    const reference = must(alias).type as ts.TypeReferenceNode;
    const target = checker.getAliasedSymbol(must(checker.getSymbolAtLocation(reference.typeName)));
    const parameters = (target.declarations ?? []).flatMap((declaration) =>
      ts.isInterfaceDeclaration(declaration) || ts.isTypeAliasDeclaration(declaration)
        ? (declaration.typeParameters ?? [])
        : [],
    );
    const given = parameters.filter((parameter) => parameter.default === undefined).map(() => 'any');
    const full = given.length === 0 ? type : `${type}<${given.join(', ')}>`;
    const asked = this.#open(`${head}export type Shown = ${full};`);
    const [shown] = asked.source.statements.filter(ts.isTypeAliasDeclaration);
    const whole = asked.checker.getTypeAtLocation(must(shown).name);
    const parts = whole.isUnion() ? whole.types : [whole];
    const literals = parts.map((part) => literalOf(part, parts, full, asked.checker));
    const { text } = this.#open(
      `${head}${literals.map((literal, n) => `export const options${String(n)}: ${full} = {\n${literal}};\n`).join('')}`,
    ).source;
    const names = new Set(text.match(/(?<=^ {2})\w+(?=: )/gm));
    return [...names].map((name) => {
      const required = parts.every((part) => {
        const symbol = part.getProperty(name);
        return symbol !== undefined && (symbol.flags & ts.SymbolFlags.Optional) === 0;
      });
      // Of a union the poorest counts: each way to write the options has to show what it is for.
      const places = [...text.matchAll(new RegExp(`^ {2}${name}: `, 'gm'))].map(({ index }) => index + 3);
      const shownThere = places.map((place) => this.#shownAt(place));
      const poorest = shownThere.reduce((one, other) => (other.sentence.length < one.sentence.length ? other : one));
      return { name, required, ...poorest };
    });
  }

  #shownAt(place: number): Pick<ShownOption, 'sentence' | 'fallback'> {
    const info = this.#service.getQuickInfoAtPosition(this.#file, place);
    const fallback = info?.tags?.find((tag) => tag.name === 'default')?.text;
    return {
      sentence: oneLine(info?.documentation),
      fallback: fallback === undefined ? undefined : oneLine(fallback),
    };
  }

  #open(text: string): { readonly checker: ts.TypeChecker; readonly source: ts.SourceFile } {
    this.#text = text;
    this.#version++;
    const program = must(this.#service.getProgram());
    return { checker: program.getTypeChecker(), source: must(program.getSourceFile(this.#file)) };
  }
}

/** What is there when the package and the type are. */
function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('no such package, or no such type in it');
  return value;
}

/** The properties of an object of `part`, with values by which an editor can tell which part of a union is meant. */
function literalOf(part: ts.Type, parts: readonly ts.Type[], whole: string, checker: ts.TypeChecker): string {
  const isNothing = (of: ts.Type, name: string): boolean => {
    const symbol = of.getProperty(name);
    return symbol !== undefined && (checker.getTypeOfSymbol(symbol).flags & ts.TypeFlags.Undefined) !== 0;
  };
  const lines = part.getProperties().map((symbol) => {
    const { name } = symbol;
    const type = checker.getTypeOfSymbol(symbol);
    const kinds = type.isUnion() ? type.types : [type];
    if (isNothing(part, name)) return '';
    if (kinds.every((kind) => kind.isStringLiteral())) return `  ${name}: null! as ${checker.typeToString(type)},\n`;
    if (parts.some((other) => isNothing(other, name))) {
      return `  ${name}: null! as NonNullable<Extract<${whole}, { ${name}?: unknown }>['${name}']>,\n`;
    }
    return `  ${name}: null! as never,\n`;
  });
  return lines.join('');
}

function oneLine(parts: ts.SymbolDisplayPart[] | undefined): string {
  return ts.displayPartsToString(parts).replace(/\s+/g, ' ').trim();
}
