/** Writes a YAML document as JSON, node by node, without building its data. */
import { EVENT_ID, SCALAR_STYLE } from "js-yaml";
import { cost } from "../cost.ts";
import { maxJsonDepth } from "../json-value.ts";
import { quote } from "../quote.ts";
import type { UtilityContext } from "../utility.ts";
import type { UtilityError } from "../utility-error.ts";
import type { WriteText } from "./document-output.ts";
import { plainScalar, type Scalar, stringScalar } from "./yaml-scalar.ts";
import { nodeError, scalarText, type YamlTree } from "./yaml-tree.ts";

/** The most keys that merges (`<<`) may take over in one document. */
export const maxMergedKeys = 100_000;

/** The tags that say no more than JSON can. */
const scalarTags: ReadonlySet<string> = new Set(["str", "int", "float", "bool", "null"]);

/**
 * Writes the document as `json.dumps(yaml.safe_load(text), ensure_ascii=False)` does. Each alias is
 * written out in full, as often as it stands: what that makes of a small document is paid for and
 * bounded by whoever takes the text.
 *
 * @throws {UtilityError} `INVALID_YAML` with line and column.
 */
export function emitYaml(context: UtilityContext, tree: YamlTree, write: WriteText): void {
  const { events, ends, targets, source } = tree;
  let mergedKeys = 0;
  if (tree.root === undefined) write("null");
  else emit(tree.root, 0);

  function emit(given: number, depth: number): void {
    const index = follow(given);
    const event = events[index];
    if (event?.type === EVENT_ID.SCALAR) {
      const { json } = scalarOf(index);
      if (json === undefined) throw fail(index, "JSON has neither infinity nor NaN");
      write(json);
      return;
    }
    if (depth >= maxJsonDepth) throw fail(given, `it nests deeper than ${maxJsonDepth}`);
    const tag = tagOf(index);
    if (event?.type === EVENT_ID.SEQUENCE) {
      if (tag !== undefined && tag !== "seq") throw unsupported(index);
      write("[");
      childrenOf(index).forEach((child, position) => {
        if (position > 0) write(", ");
        emit(child, depth + 1);
      });
      write("]");
    } else {
      if (tag !== undefined && tag !== "map") throw unsupported(index);
      let isFirst = true;
      for (const [key, value] of entriesOf(index)) {
        write(`${isFirst ? "{" : ", "}${JSON.stringify(key)}: `);
        emit(value, depth + 1);
        isFirst = false;
      }
      write(isFirst ? "{}" : "}");
    }
  }

  /** The values of a mapping by key. Merged keys come first, and its own ones win. */
  function entriesOf(mapping: number): ReadonlyMap<string, number> {
    const own = new Map<string, number>();
    let merged: Map<string, number> | undefined;
    const children = childrenOf(mapping);
    for (let position = 0; position < children.length; position += 2) {
      const key = children[position] ?? 0;
      const value = children[position + 1] ?? 0;
      if (isMergeKey(key)) {
        merged ??= new Map();
        merge(value, merged);
        continue;
      }
      const name = keyOf(key);
      if (own.has(name)) throw fail(key, `the key ${quote(name)} is there twice`);
      own.set(name, value);
    }
    if (merged === undefined) return own;
    for (const [name, value] of own) merged.set(name, value);
    return merged;
  }

  function merge(given: number, into: Map<string, number>): void {
    const index = follow(given);
    const type = events[index]?.type;
    if (type === EVENT_ID.SEQUENCE) {
      for (const child of childrenOf(index)) {
        if (events[follow(child)]?.type !== EVENT_ID.MAPPING) {
          throw fail(child, 'only mappings can be merged by "<<"');
        }
        merge(child, into);
      }
      return;
    }
    if (type !== EVENT_ID.MAPPING) throw fail(given, 'only mappings can be merged by "<<"');
    for (const [key, value] of entriesOf(index)) {
      context.charge(cost.yamlReference);
      if (++mergedKeys > maxMergedKeys) {
        throw fail(given, `its merges take over more than ${maxMergedKeys} keys`);
      }
      if (!into.has(key)) into.set(key, value);
    }
  }

  function keyOf(given: number): string {
    const index = follow(given);
    if (events[index]?.type !== EVENT_ID.SCALAR) throw fail(given, "a key must be a scalar");
    const { kind, json } = scalarOf(index);
    if (json === undefined) throw fail(index, "JSON has neither infinity nor NaN");
    return kind === "str" ? (scalarText(tree, index) ?? "") : json;
  }

  function isMergeKey(index: number): boolean {
    const event = events[index];
    return (
      event?.type === EVENT_ID.SCALAR &&
      event.style === SCALAR_STYLE.PLAIN &&
      event.tagStart < 0 &&
      event.valueEnd - event.valueStart === 2 &&
      source.startsWith("<<", event.valueStart)
    );
  }

  function scalarOf(index: number): Scalar {
    const text = scalarText(tree, index) ?? "";
    const event = events[index];
    const tag = tagOf(index);
    if (tag === undefined) {
      const isPlain = event?.type === EVENT_ID.SCALAR && event.style === SCALAR_STYLE.PLAIN;
      return isPlain ? plainScalar(text) : stringScalar(text);
    }
    if (tag === "str" || tag === "!") return stringScalar(text);
    if (!scalarTags.has(tag)) throw unsupported(index);
    const scalar = plainScalar(text);
    if (scalar.kind === tag || (tag === "float" && scalar.kind === "int")) return scalar;
    throw fail(index, `${quote(text)} is no value of the tag "!!${tag}"`);
  }

  /** The tag of a node, short for those of YAML itself. */
  function tagOf(index: number): string | undefined {
    const event = events[index];
    if (event === undefined || !("tagStart" in event) || event.tagStart < 0) return undefined;
    const written = source.slice(event.tagStart, event.tagEnd);
    return /^!(?:!|<tag:yaml\.org,2002:)([a-z]+)>?$/.exec(written)?.[1] ?? written;
  }

  function unsupported(index: number): UtilityError {
    return fail(index, `the tag ${quote(tagOf(index) ?? "")} is not supported`);
  }

  /** The node itself, or the one that an alias stands for. */
  function follow(index: number): number {
    const target = targets.get(index);
    if (target === undefined) return index;
    context.charge(cost.yamlReference);
    return target;
  }

  function childrenOf(index: number): readonly number[] {
    const children: number[] = [];
    const end = (ends[index] ?? 0) - 1;
    for (let child = index + 1; child < end; child = ends[child] ?? end) children.push(child);
    return children;
  }

  function fail(index: number, reason: string): UtilityError {
    return nodeError(tree, index, reason);
  }
}
