/* Marks what plotly.js calls as soon as it comes: "node assets-src/eager.js FILE". A browser only skims a function that
   is not called where it stands, and reads it again when it is called; the bundle of plotly.js is skimmed so twice, as
   a whole and module by module, while nothing else can happen. A function in brackets is read once, beside the page. */

import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Linter } from 'eslint';

const isFunction = ({ type }) => type === 'ArrowFunctionExpression' || type === 'FunctionExpression';

function tree(text) {
  const linter = new Linter();
  linter.verify(text, [{ languageOptions: { ecmaVersion: 'latest', sourceType: 'script' } }]);
  return linter.getSourceCode().ast;
}

/* The functions that a call is given, if they are all that it is given. */
function given(call) {
  return call?.type === 'CallExpression' ? call.arguments.filter(isFunction) : [];
}

const declared = (statements) => statements.filter(({ type }) => type === 'VariableDeclaration')
  .flatMap(({ declarations }) => declarations.map(({ init }) => init));

/* The bundle: a function that makes all, in which one that is called at once holds a function for each module. */
function called(ast) {
  const [factory] = ast.body.flatMap(({ expression }) => given(expression));
  const [bundle] = declared(factory.body.body).map(({ callee }) => callee);
  return [factory, ...declared(bundle.body.body).flatMap(given)];
}

/* In brackets of its own, before those of the call end. */
const isMarked = (text, [from, to]) => text[from - 1] === '(' && text.slice(to, to + 2) === '))';

/** A bundle of plotly.js in which all functions that are called at once stand in brackets. */
export function eager(text) {
  const plain = called(tree(text)).filter(({ range }) => !isMarked(text, range));
  const edges = plain.flatMap(({ range: [from, to] }) => [[from, '('], [to, ')']]).sort(([a], [b]) => a - b);
  const starts = [0, ...edges.map(([at]) => at)];
  return starts.map((from, at) => (edges[at - 1]?.[1] ?? '') + text.slice(from, starts[at + 1])).join('');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = process.argv[2];
  await writeFile(file, eager(await readFile(file, 'utf8')));
}
