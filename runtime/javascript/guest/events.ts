/** The guest source of `node:events`. */

/** Makes EventEmitter; needs the core source before it. */
export const eventsSource: string = `
const check = (listener) => {
  if (typeof listener !== "function") {
    throw internals.argumentError('"listener" argument', "of type function", listener);
  }
};

class EventEmitter {
  #listeners = new Map();
  #add(name, listener, call, isFirst) {
    check(listener);
    if (name !== "newListener" && this.#listeners.has("newListener"))
      this.emit("newListener", name, listener);
    const list = [...(this.#listeners.get(name) ?? [])];
    if (isFirst) list.unshift({ listener, call });
    else list.push({ listener, call });
    this.#listeners.set(name, list);
    return this;
  }
  #once(name, listener) {
    check(listener);
    const emitter = this;
    return function (...args) {
      emitter.off(name, listener);
      return listener.apply(this, args);
    };
  }
  on(name, listener) {
    return this.#add(name, listener, listener, false);
  }
  prependListener(name, listener) {
    return this.#add(name, listener, listener, true);
  }
  once(name, listener) {
    return this.#add(name, listener, this.#once(name, listener), false);
  }
  prependOnceListener(name, listener) {
    return this.#add(name, listener, this.#once(name, listener), true);
  }
  off(name, listener) {
    const list = this.#listeners.get(name) ?? [];
    const index = list.findLastIndex((each) => each.listener === listener);
    if (index < 0) return this;
    const kept = list.toSpliced(index, 1);
    if (kept.length === 0) this.#listeners.delete(name);
    else this.#listeners.set(name, kept);
    return this;
  }
  removeAllListeners(name) {
    if (name === undefined) this.#listeners.clear();
    else this.#listeners.delete(name);
    return this;
  }
  emit(name, ...args) {
    const list = this.#listeners.get(name);
    if (list === undefined) {
      if (name !== "error") return false;
      if (args[0] instanceof Error) throw args[0];
      const message = "Unhandled error. (" + internals.inspect(args[0]) + ")";
      throw internals.codedError("Error", "ERR_UNHANDLED_ERROR", message, { context: args[0] });
    }
    for (const { call } of list) call.apply(this, args);
    return true;
  }
  listeners(name) {
    return (this.#listeners.get(name) ?? []).map(({ listener }) => listener);
  }
  rawListeners(name) {
    return (this.#listeners.get(name) ?? []).map(({ call }) => call);
  }
  listenerCount(name) {
    return this.#listeners.get(name)?.length ?? 0;
  }
  eventNames() {
    return [...this.#listeners.keys()];
  }
  setMaxListeners() {
    return this;
  }
  getMaxListeners() {
    return 10;
  }
}
EventEmitter.prototype.addListener = EventEmitter.prototype.on;
EventEmitter.prototype.removeListener = EventEmitter.prototype.off;
EventEmitter.EventEmitter = EventEmitter;
EventEmitter.defaultMaxListeners = 10;

/** Resolves with the arguments of the next event of that name. */
EventEmitter.once = (emitter, name) =>
  new Promise((resolve, reject) => {
    const done = (...args) => {
      emitter.off("error", fail);
      resolve(args);
    };
    const fail = (error) => {
      emitter.off(name, done);
      reject(error);
    };
    emitter.once(name, done);
    if (name !== "error") emitter.once("error", fail);
  });

internals.EventEmitter = EventEmitter;
internals.builtins.set("events", EventEmitter);
`;
