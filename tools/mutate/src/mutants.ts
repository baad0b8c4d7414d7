import ts from 'typescript';

/** One change of one file. Offsets count UTF-16 units of the text that was searched. */
export interface Mutant {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  readonly kind: MutantKind;
}

export type MutantKind = 'condition' | 'operator' | 'literal' | 'statement';

/** What an operator is changed into: its neighbour, which a test of the border tells from it. */
const OPERATORS = new Map<ts.SyntaxKind, string>([
  [ts.SyntaxKind.LessThanToken, '<='],
  [ts.SyntaxKind.LessThanEqualsToken, '<'],
  [ts.SyntaxKind.GreaterThanToken, '>='],
  [ts.SyntaxKind.GreaterThanEqualsToken, '>'],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, '!=='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, '==='],
  [ts.SyntaxKind.AmpersandAmpersandToken, '||'],
  [ts.SyntaxKind.BarBarToken, '&&'],
  [ts.SyntaxKind.PlusToken, '-'],
  [ts.SyntaxKind.MinusToken, '+'],
  [ts.SyntaxKind.AsteriskToken, '/'],
  [ts.SyntaxKind.SlashToken, '*'],
  [ts.SyntaxKind.AmpersandToken, '|'],
  [ts.SyntaxKind.BarToken, '&'],
  [ts.SyntaxKind.LessThanLessThanToken, '>>'],
  [ts.SyntaxKind.GreaterThanGreaterThanToken, '<<'],
  [ts.SyntaxKind.PlusEqualsToken, '-='],
  [ts.SyntaxKind.MinusEqualsToken, '+='],
]);

/** Every change worth trying in a JavaScript file, in the order of the text. Words in errors and logs are left alone. */
export function mutantsOf(text: string): Mutant[] {
  const file = ts.createSourceFile('file.js', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const mutants: Mutant[] = [];
  const change = (node: ts.Node, replacement: string, kind: MutantKind): void => {
    mutants.push({ start: node.getStart(file), end: node.getEnd(), replacement, kind });
  };
  const visit = (node: ts.Node): void => {
    const condition = conditionOf(node);
    if (condition !== undefined && !isLiteral(condition)) {
      change(condition, 'true', 'condition');
      change(condition, 'false', 'condition');
    }
    if (ts.isBinaryExpression(node)) changeOperator(node, change);
    else if (ts.isPrefixUnaryExpression(node)) {
      if (node.operator === ts.SyntaxKind.ExclamationToken) change(node, node.operand.getText(file), 'operator');
    } else if (node.kind === ts.SyntaxKind.TrueKeyword) change(node, 'false', 'literal');
    else if (node.kind === ts.SyntaxKind.FalseKeyword) change(node, 'true', 'literal');
    else if (ts.isNumericLiteral(node)) change(node, `(${node.getText(file)} + 1)`, 'literal');
    else if (isRemovable(node)) change(node, ';', 'statement');
    ts.forEachChild(node, visit);
  };
  visit(file);
  return mutants;
}

function conditionOf(node: ts.Node): ts.Expression | undefined {
  if (ts.isIfStatement(node) || ts.isWhileStatement(node)) return node.expression;
  if (ts.isConditionalExpression(node) || ts.isForStatement(node)) return node.condition;
  return undefined;
}

function isLiteral(node: ts.Expression): boolean {
  return node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword;
}

function changeOperator(
  { left, operatorToken, right }: ts.BinaryExpression,
  change: (node: ts.Node, replacement: string, kind: MutantKind) => void,
): void {
  // The sum of texts is a sentence.
  if (operatorToken.kind === ts.SyntaxKind.PlusToken && (isText(left) || isText(right))) return;
  const other = OPERATORS.get(operatorToken.kind);
  if (other !== undefined) change(operatorToken, other, 'operator');
  else if (operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken) {
    change(operatorToken.parent, left.getText(), 'operator');
  }
}

function isText(node: ts.Expression): boolean {
  return ts.isStringLiteral(node) || ts.isTemplateLiteral(node);
}

/** Statements whose absence leaves a program that still loads. `super()` must be called. */
function isRemovable(node: ts.Node): boolean {
  if (ts.isExpressionStatement(node)) {
    const { expression } = node;
    if (ts.isStringLiteral(expression)) return false;
    return !(ts.isCallExpression(expression) && expression.expression.kind === ts.SyntaxKind.SuperKeyword);
  }
  return ts.isThrowStatement(node) || ts.isContinueStatement(node) || ts.isBreakStatement(node);
}

export function applyMutant(text: string, { start, end, replacement }: Mutant): string {
  return text.slice(0, start) + replacement + text.slice(end);
}

/** The line it is on, with what is changed between ‹ and ›: what names a mutant, wherever the line stands. */
export function lineWith(text: string, { start, end }: Mutant): string {
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const [after = ''] = text.slice(end).split('\n', 1);
  return `${before}‹${text.slice(start, end)}›${after}`.replace(/\s+/g, ' ').trim();
}
