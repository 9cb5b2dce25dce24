/**
 * A persistent array by number: a 32-way radix trie. Nodes carry the token of the owner that made
 * them; a writer changes its own nodes in place and copies those that an earlier owner may still
 * read. Keeping a trie and forking it is therefore O(1), and two forks differ only where written.
 */

const bits = 5;
const width = 1 << bits;
const mask = width - 1;

/** The largest index that a trie can hold. */
export const maxIndex: number = 2 ** 32 - 2;

/** A node either has children (above the lowest level) or values (at it). */
class TrieNode<T> {
  readonly owner: object;
  readonly children: (TrieNode<T> | undefined)[];
  readonly values: (T | undefined)[];
  /** Occupied slots. */
  count: number;

  constructor(
    owner: object,
    children: (TrieNode<T> | undefined)[],
    values: (T | undefined)[],
    count: number,
  ) {
    this.owner = owner;
    this.children = children;
    this.values = values;
    this.count = count;
  }

  copyFor(owner: object): TrieNode<T> {
    const children = this.children === none ? none : this.children.slice();
    const values = this.values === none ? none : this.values.slice();
    return new TrieNode(owner, children, values, this.count);
  }
}

function slots<T>(): (T | undefined)[] {
  return new Array<T | undefined>(width).fill(undefined);
}

function emptyNode<T>(owner: object, isLeaf: boolean): TrieNode<T> {
  return isLeaf
    ? new TrieNode<T>(owner, none, slots<T>(), 0)
    : new TrieNode<T>(owner, slots<TrieNode<T>>(), none, 0);
}

/** The children of a node with values, and the values of one with children. */
const none: undefined[] = [];

/** Values by index in `0..maxIndex`. */
export class RadixTrie<T> {
  readonly owner: object;
  #root: TrieNode<T>;
  /** Bits to shift an index by at the root; 0 when the root holds values. */
  #shift = 0;
  /** The first index that needs one more level. */
  #end = width;
  /** The node written to last, for indices that follow each other, and what they have in common. */
  #last: TrieNode<T> | undefined;
  #lastPrefix = -1;

  constructor(owner: object, source?: RadixTrie<T>) {
    this.owner = owner;
    if (source === undefined) {
      this.#root = emptyNode(owner, true);
    } else {
      this.#root = source.#root;
      this.#shift = source.#shift;
      this.#end = source.#end;
    }
  }

  /** The same values for another owner. From now on `this` must no longer be written to. */
  fork(owner: object): RadixTrie<T> {
    return new RadixTrie(owner, this);
  }

  get(index: number): T | undefined {
    if (index >= this.#end) return undefined;
    if (index >>> bits === this.#lastPrefix) return this.#last?.values[index & mask];
    let node = this.#root;
    for (let shift = this.#shift; shift > 0; shift -= bits) {
      const child = node.children[(index >>> shift) & mask];
      if (child === undefined) return undefined;
      node = child;
    }
    return node.values[index & mask];
  }

  set(index: number, value: T): void {
    const node = this.#leafToWrite(index);
    const slot = index & mask;
    if (node.values[slot] === undefined) node.count += 1;
    node.values[slot] = value;
  }

  /** The lowest node for an index, owned. */
  #leafToWrite(index: number): TrieNode<T> {
    if (index >>> bits === this.#lastPrefix && this.#last !== undefined) return this.#last;
    while (index >= this.#end) this.#grow();
    let node = this.#ownRoot();
    for (let shift = this.#shift; shift > 0; shift -= bits) {
      const slot = (index >>> shift) & mask;
      let child = node.children[slot];
      if (child === undefined) {
        child = emptyNode<T>(this.owner, shift === bits);
        node.children[slot] = child;
        node.count += 1;
      } else if (child.owner !== this.owner) {
        child = child.copyFor(this.owner);
        node.children[slot] = child;
      }
      node = child;
    }
    this.#last = node;
    this.#lastPrefix = index >>> bits;
    return node;
  }

  /** Removes a value and the nodes that it leaves empty. */
  delete(index: number): void {
    if (this.get(index) === undefined) return;
    this.#last = undefined;
    this.#lastPrefix = -1;
    this.#remove(this.#ownRoot(), this.#shift, index);
  }

  /** The value with the smallest index that is not below `index`. */
  atOrAfter(index: number): T | undefined {
    if (index >= this.#end) return undefined;
    return seek(this.#root, this.#shift, index);
  }

  /** Calls `visit` for every index whose value differs from that in `after`; cost follows the changes. */
  compare(after: RadixTrie<T>, visit: (before: T | undefined, after: T | undefined) => void): void {
    compareNodes(
      { node: this.#root, shift: this.#shift },
      { node: after.#root, shift: after.#shift },
      visit,
    );
  }

  #grow(): void {
    const root = emptyNode<T>(this.owner, false);
    if (this.#root.count > 0) {
      root.children[0] = this.#root;
      root.count = 1;
    }
    this.#root = root;
    this.#shift += bits;
    this.#end = Math.min(this.#end * width, maxIndex + 1);
  }

  #ownRoot(): TrieNode<T> {
    if (this.#root.owner !== this.owner) this.#root = this.#root.copyFor(this.owner);
    return this.#root;
  }

  #remove(node: TrieNode<T>, shift: number, index: number): void {
    const slot = (index >>> shift) & mask;
    if (shift === 0) {
      node.values[slot] = undefined;
      node.count -= 1;
      return;
    }
    let child = node.children[slot];
    if (child === undefined) return;
    if (child.owner !== this.owner) {
      child = child.copyFor(this.owner);
      node.children[slot] = child;
    }
    this.#remove(child, shift - bits, index);
    if (child.count === 0) {
      node.children[slot] = undefined;
      node.count -= 1;
    }
  }
}

function seek<T>(node: TrieNode<T>, shift: number, index: number): T | undefined {
  let slot = (index >>> shift) & mask;
  if (shift === 0) {
    for (; slot < width; slot++) {
      const value = node.values[slot];
      if (value !== undefined) return value;
    }
    return undefined;
  }
  const nearest = node.children[slot];
  if (nearest !== undefined) {
    const found = seek(nearest, shift - bits, index);
    if (found !== undefined) return found;
  }
  for (slot += 1; slot < width; slot++) {
    const child = node.children[slot];
    if (child !== undefined) return seek(child, shift - bits, 0);
  }
  return undefined;
}

interface Subtree<T> {
  readonly node: TrieNode<T> | undefined;
  readonly shift: number;
}

function compareNodes<T>(
  before: Subtree<T>,
  after: Subtree<T>,
  visit: (before: T | undefined, after: T | undefined) => void,
): void {
  if (before.node === after.node) return;
  const shift = Math.max(before.shift, after.shift);
  for (let slot = 0; slot < width; slot++) {
    if (shift === 0) {
      const left = before.node?.values[slot];
      const right = after.node?.values[slot];
      if (left !== right) visit(left, right);
    } else {
      compareNodes(childOf(before, shift, slot), childOf(after, shift, slot), visit);
    }
  }
}

/** A subtree lower than `shift` stands in slot 0 of the level that it lacks. */
function childOf<T>(subtree: Subtree<T>, shift: number, slot: number): Subtree<T> {
  if (subtree.shift === shift) return { node: subtree.node?.children[slot], shift: shift - bits };
  return slot === 0 ? subtree : { node: undefined, shift: shift - bits };
}
