/** The events of a YAML document, with what is needed to walk them from any node. */
import {
  EVENT_ID,
  type Event,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
  YAMLException,
} from "js-yaml";
import { maxJsonDepth } from "../json-value.ts";
import { quote } from "../quote.ts";
import { UtilityError } from "../utility-error.ts";
import { documentError } from "./document-error.ts";

/** One document. Nodes are named by the indexes of their events. */
export interface YamlTree {
  readonly source: string;
  readonly events: readonly Event[];
  /** The node of the document; `undefined` when it is empty. */
  readonly root: number | undefined;
  /** For each node, the index of the event after its last one. */
  readonly ends: Int32Array;
  /** For each alias, the node that it stands for. */
  readonly targets: ReadonlyMap<number, number>;
}

/** The most characters that a YAML document may have: each can become an event of a hundred bytes. */
export const maxYamlLength: number = 8 * 2 ** 20;

/**
 * Parses a text of one document.
 *
 * @throws {UtilityError} `INVALID_YAML` with line and column.
 */
export function parseYaml(source: string): YamlTree {
  if (source.length > maxYamlLength) {
    const reason = `it is longer than ${maxYamlLength} characters`;
    throw new UtilityError("INVALID_YAML", `Cannot read YAML: ${reason}`);
  }
  const events = eventsOf(source);
  const ends = new Int32Array(events.length);
  const targets = new Map<number, number>();
  const anchors = new Map<string, number>();
  const open: number[] = [];
  let documents = 0;
  events.forEach((event, index) => {
    ends[index] = index + 1;
    switch (event.type) {
      case EVENT_ID.POP: {
        const start = open.pop();
        if (start !== undefined) ends[start] = index + 1;
        return;
      }
      case EVENT_ID.DOCUMENT: {
        const offset = positionIn(events, index);
        if (++documents > 1) throw yamlError(source, offset, "expected one document, got another");
        if (event.directives.some(({ kind }) => kind === "tag")) {
          throw yamlError(source, 0, "the directive %TAG is not supported");
        }
        open.push(index);
        return;
      }
      case EVENT_ID.ALIAS: {
        const name = source.slice(event.anchorStart, event.anchorEnd);
        const target = anchors.get(name);
        if (target === undefined || open.includes(target)) {
          const reason = target === undefined ? "has no anchor" : "stands within its own anchor";
          throw yamlError(source, event.anchorStart - 1, `the alias ${quote(name)} ${reason}`);
        }
        targets.set(index, target);
        return;
      }
    }
    if (event.anchorStart >= 0)
      anchors.set(source.slice(event.anchorStart, event.anchorEnd), index);
    if (event.type !== EVENT_ID.SCALAR) open.push(index);
  });
  return { source, events, root: documents === 0 ? undefined : 1, ends, targets };
}

/** The text of the scalar `index`, without quotes and escapes. */
export function scalarText({ source, events }: YamlTree, index: number): string | undefined {
  const event = events[index];
  return event?.type === EVENT_ID.SCALAR ? getScalarValue(source, event) : undefined;
}

/** An error at a node. */
export function nodeError(
  { source, events }: YamlTree,
  index: number,
  reason: string,
): UtilityError {
  return yamlError(source, positionIn(events, index), reason);
}

function yamlError(source: string, offset: number, reason: string): UtilityError {
  return documentError("INVALID_YAML", source, offset, reason);
}

/** Where a node begins in the source; the node before it, when it is empty and stands nowhere. */
function positionIn(events: readonly Event[], index: number): number {
  for (let at = index; at >= 0; at--) {
    const event = events[at];
    const places =
      event === undefined || event.type === EVENT_ID.POP || event.type === EVENT_ID.DOCUMENT
        ? []
        : placesOf(event);
    const found = places.filter((place) => place >= 0);
    if (found.length > 0) return Math.min(...found);
  }
  return 0;
}

type NodeEvent = Exclude<Event, { type: typeof EVENT_ID.POP } | { type: typeof EVENT_ID.DOCUMENT }>;

function placesOf(event: NodeEvent): readonly number[] {
  if (event.type === EVENT_ID.ALIAS) return [event.anchorStart - 1];
  const start =
    event.type === EVENT_ID.SCALAR ? event.valueStart - quoteLength(event) : event.start;
  return [start, event.tagStart, event.anchorStart < 0 ? -1 : event.anchorStart - 1];
}

function quoteLength({ style }: ScalarEvent): number {
  return style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED ? 1 : 0;
}

function eventsOf(source: string): readonly Event[] {
  try {
    return parseEvents(source, { maxDepth: maxJsonDepth });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    throw yamlError(source, error.mark?.position ?? 0, error.reason);
  }
}
