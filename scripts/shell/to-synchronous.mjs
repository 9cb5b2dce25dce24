/**
 * Rewrites the interpreter so that it runs without waiting, pays for what it does, and does the same
 * on every engine:
 *
 *   async f() { … }      a function that returns a settled promise of the runtime's own kind
 *   await x              $await(x), which takes the value out or lets virtual time pass until there is one
 *   functions and loops  pay for the operations in them, when they are entered and at each round
 *   a.sort(f)            $sort(a, f): engines call `f` in different orders
 *   a.localeCompare(b)   $compare(a, b), by code unit
 */
import { parse } from "acorn";
import MagicString from "magic-string";
import { children, costOf, isFunction, isLoop } from "./operation-cost.mjs";

/** Methods whose work an engine does in its own way, and what does it here. */
const replacedMethods = { sort: "$sort", toSorted: "$toSorted", localeCompare: "$compare" };

/**
 * Rewrites `code`, a module without imports. Returns the body of a function, what it exports by
 * their names, and how often each rule applied.
 */
export function toSynchronous(code, patch) {
  const tree = parse(code, { ecmaVersion: "latest", sourceType: "module" });
  const text = new MagicString(code);
  const counts = { asyncFunctions: 0, awaits: 0, functions: 0, loops: 0 };
  for (const name of Object.keys(replacedMethods)) counts[name] = 0;
  const exported = [];
  const context = { code, text, counts, patch };
  for (const node of tree.body) {
    if (node.type === "ExportNamedDeclaration" && !node.source && !node.declaration) {
      exported.push(...node.specifiers.map((each) => [each.exported.name, each.local.name]));
      text.remove(node.start, node.end);
    } else if (/^(?:Import|Export)/.test(node.type)) {
      throw new Error(`Cannot make it synchronous: it has a "${node.type}"`);
    } else visit(node, undefined, undefined, context);
  }
  return { body: text.toString(), exported, counts };
}

/** Rewrites `node`, which stands in the function `owner`. */
function visit(node, parent, owner, context) {
  if (context.patch(node, context)) return;
  if (isFunction(node)) return visitFunction(node, parent, context);
  if (isLoop(node)) return visitLoop(node, owner, context);
  if (node.type === "AwaitExpression") return visitAwait(node, owner, context);
  if (node.type === "ReturnStatement" && owner?.async) return visitReturn(node, owner, context);
  if (node.type === "ForOfStatement" && node.await) throw new Error("Cannot rewrite for await");
  if (isReplacedCall(node)) return visitReplacedCall(node, owner, context);
  visitChildren(node, owner, context);
}

function visitChildren(node, owner, context) {
  for (const child of children(node)) visit(child, node, owner, context);
}

function visitFunction(node, parent, context) {
  const { text, counts } = context;
  // Empty ones are looked at for their prototypes and never called.
  if (node.async && node.generator) {
    if (node.body.body.length > 0) throw new Error("Cannot rewrite an asynchronous generator");
    return;
  }
  counts.functions += 1;
  for (const parameter of node.params) visit(parameter, node, node, context);
  const pay = charge(costOf(node));
  if (node.async) {
    counts.asyncFunctions += 1;
    dropAsync(node, parent, context);
  }
  if (node.body.type !== "BlockStatement") return visitArrow(node, pay, context);
  const { body } = node;
  const directive = body.body.findLast((each) => each.directive !== undefined);
  const start = directive?.end ?? body.start + 1;
  const open = node.async ? `${pay}$enter();try{` : pay;
  text.appendLeft(start, `${directive === undefined ? "" : ";"}${open}`);
  visitChildren(body, node, context);
  if (node.async) text.appendLeft(body.end - 1, `${caught}return $resolve()`);
}

/** What an asynchronous body ends with. */
const caught = "}catch($e){return $reject($e)}finally{$leave()}";

/** An arrow whose body is an expression, which may stand in parentheses. */
function visitArrow(node, pay, context) {
  const { code, text } = context;
  const start = code.lastIndexOf("=>", node.body.start) + 2;
  text.appendLeft(start, node.async ? `{${pay}$enter();try{return $resolve(` : `{${pay}return(`);
  visit(node.body, node, node, context);
  text.appendLeft(node.end, node.async ? `)${caught}}` : ")}");
}

function dropAsync(node, parent, { code, text }) {
  const isMethod =
    parent?.value === node && (parent.method === true || parent.type === "MethodDefinition");
  const start = isMethod ? code.indexOf("async", parent.start) : node.start;
  if (code.slice(start, start + 5) !== "async" || (isMethod && start >= parent.key.start)) {
    throw new Error(`Cannot find "async" in "${code.slice(node.start, node.start + 80)}"`);
  }
  text.overwrite(start, start + 5, " ");
}

function visitLoop(node, owner, context) {
  const { text, counts } = context;
  if (node.await) throw new Error("Cannot rewrite for await");
  counts.loops += 1;
  const pay = charge(costOf(node));
  const isBlock = node.body.type === "BlockStatement";
  text.appendLeft(isBlock ? node.body.start + 1 : node.body.start, isBlock ? pay : `{${pay}`);
  visitChildren(node, owner, context);
  if (!isBlock) text.appendLeft(node.body.end, "}");
}

function visitAwait(node, owner, context) {
  if (owner === undefined) throw new Error("Cannot rewrite an await outside of functions");
  context.counts.awaits += 1;
  context.text.overwrite(node.start, node.start + 5, "$await(");
  visit(node.argument, node, owner, context);
  context.text.appendLeft(node.end, ")");
}

function visitReturn(node, owner, { code, text, ...context }) {
  const whole = { code, text, ...context };
  if (node.argument === null) {
    text.appendLeft(node.start + 6, " $resolve()");
    return;
  }
  // Two pairs: a sequence must stay one argument.
  text.overwrite(node.start, node.start + 6, "return $resolve((");
  visit(node.argument, node, owner, whole);
  text.appendLeft(code[node.end - 1] === ";" ? node.end - 1 : node.end, "))");
}

function isReplacedCall({ type, callee, optional }) {
  return (
    type === "CallExpression" &&
    callee.type === "MemberExpression" &&
    !optional &&
    !callee.optional &&
    !callee.computed &&
    Object.hasOwn(replacedMethods, callee.property.name)
  );
}

function visitReplacedCall(node, owner, context) {
  const { code, text, counts } = context;
  const { object, property } = node.callee;
  counts[property.name] += 1;
  // What is replaced may begin with a bracket that a keyword touches.
  text.appendLeft(node.start, ` ${replacedMethods[property.name]}(`);
  visit(object, node, owner, context);
  const dot = code.indexOf(".", object.end);
  const open = code.indexOf("(", property.end);
  text.overwrite(dot, open + 1, node.arguments.length > 0 ? "," : "");
  for (const argument of node.arguments) visit(argument, node, owner, context);
}

function charge(cost) {
  return `if(($fuel-=${cost})<0)$refill();`;
}
