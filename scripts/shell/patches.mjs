// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is code
/**
 * What is changed in the interpreter beyond what makes it synchronous, each with how often it must
 * apply: another number means that another version came, whose code must be looked at anew.
 */

import { byteFunctions, byteReplacements } from "./patches-bytes.mjs";
import { outputReplacements } from "./patches-output.mjs";
import { scriptReplacements } from "./patches-scripts.mjs";
import { speedReplacements } from "./patches-speed.mjs";

/** Text for text, before anything is parsed. */
const repairs = [
  {
    // Modules inside the bundle are set up when they are first used; a shell must not pay for being first.
    what: "set up modules for free",
    from: "var L=(e,t)=>()=>(e&&(t=e(e=0)),t)",
    to: "var L=(e,t)=>()=>(e&&(t=$free(e,e=0)),t)",
    times: 1,
  },
  {
    what: "load commands for free",
    from: "(r=await St.runTrustedAsync(()=>e.load()),p6.set(e.name,r))",
    to: "(r=await $free(()=>St.runTrustedAsync(()=>e.load())),p6.set(e.name,r))",
    times: 1,
  },
  {
    what: "say why a file cannot be written that output is led to",
    from: "catch(a){if(!s)throw a;return{error:Q(``,`bash: ${t}: cannot open redirect target\n`,1)}}",
    to: "catch(a){return{error:Q(``,`bash: ${t}: ${$host.explain(a)}\n`,1)}}",
    times: 1,
  },
  {
    what: "keep to directories what a pattern with a slash at its end stands for",
    from: "n=await this.expandSimple(r)}return this.filterGlobignore(n)",
    to: "n=await $directories(this,r,await this.expandSimple(r))}return this.filterGlobignore(n)",
    times: 1,
  },
  {
    what: "quote every text in @csv",
    from: 'return i.includes(`,`)||i.includes(`"`)||i.includes(`\n`)||i.includes(`\\r`)?`',
    to: "return`",
    times: 1,
  },
  {
    what: "end the text of @csv",
    from: '${i.replace(/"/g,`""`)}"`:i}).join(`,`)]:[null];case`@tsv`',
    to: '${i.replace(/"/g,`""`)}"`}).join(`,`)]:[null];case`@tsv`',
    times: 1,
  },
  {
    what: "hand on the environment that a shell is started with",
    from: "env:h,arrays:u.replaceEnv",
    to: "env:h,exportedVars:new Set([...this.state.exportedVars,...Object.keys(u.env??{})]),arrays:u.replaceEnv",
    times: 1,
  },
  {
    what: "remember how a job ended",
    from: "catch(l){throw n.prependTo(l),l}let o=s<",
    to: "catch(l){throw n.prependTo(l),l}t.background&&(r=$endJob(this.ctx.state,r));let o=s<",
    times: 1,
  },
  {
    what: "wait for jobs",
    from: "if(t===`wait`)return Fe",
    to: "if(t===`wait`)return $waitForJobs(c.state,n)",
    times: 1,
  },
  {
    what: "name the last job only if there was one",
    from: "String(e.state.lastBackgroundPid)",
    to: "String(e.state.lastBackgroundPid||``)",
    times: 1,
  },
  {
    what: "show the text of functions",
    from: "if(t===`declare`||t===`typeset`)return ",
    to: "if(t===`declare`||t===`typeset`)return n[0]===`-f`?$showFunctions(c.state,n.slice(1)):",
    times: 1,
  },
  {
    what: "see where a function begins",
    from: "parseFunctionDef(){let t;",
    to: "parseFunctionDef(){let t,$first=this.pos;",
    times: 1,
  },
  {
    what: "keep the text of a function",
    from: "return Y.functionDef(t,n,r)",
    to: "return $withSource(Y.functionDef(t,n,r),this,$first)",
    times: 1,
  },
  {
    what: "tell that a script has called exit",
    from: "catch(y){if(y instanceof he)return l(",
    to: "catch(y){if(y instanceof he)return s===0&&$host.leave(),l(",
    times: 1,
  },
  {
    what: "show what a shell remembers",
    from: "extraArgs:u.args},g=t;",
    to: "extraArgs:u.args},g=t;s===0&&$host.keepState(m);",
    times: 1,
  },
];

const replacements = [
  ...repairs,
  ...outputReplacements,
  ...scriptReplacements,
  ...byteReplacements,
  ...speedReplacements,
];

/** Changes the text. Throws when a change does not apply as often as it must. */
export function replaceText(code) {
  return replacements.reduce((text, { what, from, to, times }) => {
    const parts = text.split(from);
    checkCount(what, parts.length - 1, times);
    return parts.join(to);
  }, code);
}

/** Finds and rewrites places in the syntax tree. */
export function createTreePatches() {
  const counts = { substitutions: 0, scripts: 0 };
  const replaced = new Set();
  return {
    /** Rewrites `node` if it is such a place; answers whether nothing is left to do about it. */
    patch(node, context) {
      const other = node.type === "FunctionDeclaration" && functionInPlaceOf(node, context);
      if (other) {
        replaced.add(node.id.name);
        context.text.overwrite(node.start, node.end, other);
        return true;
      }
      if (isArithmeticSubstitution(node)) {
        counts.substitutions += 1;
        rewriteSubstitution(node, context);
        return true;
      }
      if (node.type === "MethodDefinition" && node.key.name === "executeUserScript") {
        counts.scripts += 1;
        hookScripts(node, context);
      }
      return false;
    },
    /** Throws unless every patch has applied as often as it must. */
    check() {
      checkCount("run substitutions in arithmetic in the shell itself", counts.substitutions, 4);
      checkCount("ask who runs a file", counts.scripts, 1);
      checkCount("replace functions", replaced.size, Object.keys(byteFunctions).length);
    },
  };
}

/** What stands in the place of a function; undefined when it stays. */
function functionInPlaceOf({ id, start }, { code }) {
  if (!Object.hasOwn(byteFunctions, id.name)) return undefined;
  const { begins, to } = byteFunctions[id.name];
  return code.startsWith(begins, start) ? to : undefined;
}

/** `ctx.execFn(command, { signal })`: it runs in a shell of its own, which knows no variables. */
function isArithmeticSubstitution({ type, callee, arguments: given }) {
  if (type !== "CallExpression" || callee.property?.name !== "execFn" || given.length !== 2) {
    return false;
  }
  const [, { properties = [] }] = given;
  return properties.length === 1 && properties[0].key?.name === "signal";
}

function rewriteSubstitution({ callee, arguments: [command], start, end }, { code, text }) {
  const shell = code.slice(callee.object.start, callee.object.end);
  text.overwrite(start, end, `$substitute(${shell},${code.slice(command.start, command.end)})`);
}

/** A file may be no script of this shell: what its first bytes say is asked first. */
function hookScripts({ value }, { code, text }) {
  const [path, args, stdin] = value.params.map((each) => {
    const name = each.type === "AssignmentPattern" ? each.left : each;
    return code.slice(name.start, name.end);
  });
  const ask = `{const $run=$host.runFile(this.ctx,${path},${args},${stdin});if($run)return $run;}`;
  text.appendLeft(value.body.start + 1, ask);
}

function checkCount(what, found, expected) {
  if (found === expected) return;
  throw new Error(`Cannot patch the interpreter to ${what}: ${found} places, not ${expected}`);
}
