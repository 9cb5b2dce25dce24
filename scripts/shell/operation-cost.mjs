/** What a stretch of the interpreter's own code costs: the operations that stand in it, counted once at build. */

const functions = new Set(["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"]);
const loops = new Set([
  "ForStatement",
  "WhileStatement",
  "DoWhileStatement",
  "ForInStatement",
  "ForOfStatement",
]);
const operations = new Set([
  "CallExpression",
  "NewExpression",
  "AssignmentExpression",
  "BinaryExpression",
  "LogicalExpression",
  "MemberExpression",
  "ConditionalExpression",
  "IfStatement",
  "ReturnStatement",
  "VariableDeclarator",
  "UpdateExpression",
  "UnaryExpression",
  "TemplateLiteral",
  "ArrayExpression",
  "ObjectExpression",
  "SwitchStatement",
  "SpreadElement",
]);

export const isFunction = (node) => functions.has(node.type);
export const isLoop = (node) => loops.has(node.type);

/** The nodes directly below `node`, in the order of the source. */
export function children(node) {
  return Object.values(node)
    .flat()
    .filter((value) => typeof value?.type === "string");
}

/** What entering a function, or one round of a loop, costs. Loops and functions inside pay for themselves. */
export function costOf(node) {
  const parts = node.type === "ForStatement" ? [node.test, node.update, node.body] : [node.body];
  if (node.type === "WhileStatement" || node.type === "DoWhileStatement") parts.push(node.test);
  return 1 + parts.reduce((total, part) => total + costBelow(part), 0);
}

function costBelow(node) {
  if (node === null) return 0;
  let total = operations.has(node.type) ? 1 : 0;
  for (const child of children(node)) {
    const paysForItself = isFunction(child) || isLoop(child) || child.type === "ClassBody";
    total += paysForItself ? 1 : costBelow(child);
  }
  return total;
}
