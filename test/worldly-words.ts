import ts from 'typescript';

const globals = new Set([
  'process',
  'console',
  'performance',
  'globalThis',
  'global',
  'fetch',
  'Buffer',
  'crypto',
  'require',
]);
const timers = new Set(['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask']);
const methods = new Set(['localeCompare', 'getTimezoneOffset']);

/**
 * The expressions of a source that make its result depend on more than its input: the clock, chance, the process, the zone and the
 * language of the machine. Read from the syntax, so that comments and texts may speak of them.
 */
export function worldlyWords(source: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const word = worldlyWord(node);
    if (word !== undefined) found.push(word);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true));
  return found;
}

function worldlyWord(node: ts.Node): string | undefined {
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && (node.arguments ?? []).length === 0)
    return 'new Date()';
  if (ts.isPropertyAccessExpression(node)) {
    const text = node.getText();
    if (text === 'Date.now' || text === 'Math.random' || text.startsWith('Temporal.Now')) return text;
    const { text: name } = node.name;
    if (methods.has(name) || name.startsWith('toLocale')) return name;
  }
  if (ts.isCallExpression(node) && node.expression.getText() === 'Date') return 'Date()';
  if (ts.isIdentifier(node) && (globals.has(node.text) || timers.has(node.text)) && isUsed(node))
    return node.text;
  return undefined;
}

/** Used as a value: neither a name that is being given to something, nor a type. */
function isUsed(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isTypeReferenceNode(parent) || ts.isQualifiedName(parent)) return false;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  return (
    !('name' in parent && parent.name === node) && !('propertyName' in parent && parent.propertyName === node)
  );
}
