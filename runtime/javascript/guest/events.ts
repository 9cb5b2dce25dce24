/** The guest source of `node:events`. */

/** Makes EventEmitter; needs the core source before it. A function, because old code calls it on its own objects. */
export const eventsSource: string = `
const errorMonitor = Symbol("events.errorMonitor");
const captureRejectionSymbol = Symbol.for("nodejs.rejection");
const shapeMode = Symbol("shapeMode");
const capture = Symbol("kCapture");

const check = (listener) => {
  if (typeof listener !== "function") {
    throw internals.argumentError('"listener" argument', "of type function", listener);
  }
};

function EventEmitter() {
  initialize(this);
}

const initialize = (emitter) => {
  if (emitter._events === undefined || emitter._events === Object.getPrototypeOf(emitter)._events) {
    emitter._events = Object.create(null);
    emitter._eventsCount = 0;
  }
  emitter._maxListeners = emitter._maxListeners || undefined;
  emitter[shapeMode] = false;
  emitter[capture] = false;
};

/** The listeners of an event, as a list that nobody changes. */
const listOf = (emitter, name) => {
  const found = emitter._events?.[name];
  if (found === undefined) return [];
  return typeof found === "function" ? [found] : found;
};

const setList = (emitter, name, list) => {
  const had = emitter._events[name] !== undefined;
  if (list.length === 0) delete emitter._events[name];
  else emitter._events[name] = list.length === 1 ? list[0] : list;
  emitter._eventsCount += (list.length > 0 ? 1 : 0) - (had ? 1 : 0);
};

const warn = (emitter, name, list) => {
  const limit = emitter.getMaxListeners();
  if (limit === 0 || list.length <= limit || list.warned) return;
  list.warned = true;
  const message =
    "Possible EventEmitter memory leak detected. " + list.length + " " + String(name) +
    " listeners added to [" + (emitter.constructor?.name ?? "Object") + "]. MaxListeners is " +
    limit + ". Use emitter.setMaxListeners() to increase limit";
  internals.builtins.get("process").emitWarning(message, "MaxListenersExceededWarning");
};

const add = (emitter, name, listener, isFirst) => {
  check(listener);
  if (emitter._events === undefined) initialize(emitter);
  if (emitter._events.newListener !== undefined)
    emitter.emit("newListener", name, listener.listener ?? listener);
  const old = listOf(emitter, name);
  const list = isFirst ? [listener, ...old] : [...old, listener];
  list.warned = old.warned;
  setList(emitter, name, list);
  warn(emitter, name, list);
  return emitter;
};

const wrapOnce = (emitter, name, listener) => {
  check(listener);
  let isFired = false;
  const wrapped = function (...args) {
    if (isFired) return undefined;
    isFired = true;
    emitter.removeListener(name, wrapped);
    return listener.apply(emitter, args);
  };
  wrapped.listener = listener;
  return wrapped;
};

const unhandled = (error) => {
  if (error instanceof Error) throw error;
  const message = "Unhandled error. (" + internals.inspect(error) + ")";
  throw internals.codedError("Error", "ERR_UNHANDLED_ERROR", message, { context: error });
};

Object.assign(EventEmitter.prototype, {
  _events: undefined,
  _eventsCount: 0,
  _maxListeners: undefined,
  setMaxListeners(count) {
    this._maxListeners = count;
    return this;
  },
  getMaxListeners() {
    return this._maxListeners ?? EventEmitter.defaultMaxListeners;
  },
  emit(name, ...args) {
    if (name === "error") {
      if (this._events?.[errorMonitor] !== undefined) this.emit(errorMonitor, ...args);
      if (this._events?.error === undefined) unhandled(args[0]);
    }
    const list = listOf(this, name);
    for (const listener of list) Reflect.apply(listener, this, args);
    return list.length > 0;
  },
  addListener(name, listener) {
    return add(this, name, listener, false);
  },
  prependListener(name, listener) {
    return add(this, name, listener, true);
  },
  once(name, listener) {
    return this.on(name, wrapOnce(this, name, listener));
  },
  prependOnceListener(name, listener) {
    return this.prependListener(name, wrapOnce(this, name, listener));
  },
  removeListener(name, listener) {
    check(listener);
    const list = listOf(this, name);
    const index = list.findLastIndex((each) => each === listener || each.listener === listener);
    if (index < 0) return this;
    setList(this, name, list.toSpliced(index, 1));
    if (this._events.removeListener !== undefined) this.emit("removeListener", name, listener);
    return this;
  },
  removeAllListeners(name) {
    if (this._events === undefined) return this;
    for (const each of name === undefined ? Reflect.ownKeys(this._events) : [name])
      setList(this, each, []);
    return this;
  },
  listeners(name) {
    return listOf(this, name).map((each) => each.listener ?? each);
  },
  rawListeners(name) {
    return [...listOf(this, name)];
  },
  listenerCount(name, listener) {
    const list = listOf(this, name);
    if (listener === undefined) return list.length;
    return list.filter((each) => each === listener || each.listener === listener).length;
  },
  eventNames() {
    return this._events === undefined ? [] : Reflect.ownKeys(this._events);
  },
});
EventEmitter.prototype.on = EventEmitter.prototype.addListener;
EventEmitter.prototype.off = EventEmitter.prototype.removeListener;

const abortError = (signal) => {
  const error = new Error("The operation was aborted", { cause: signal.reason });
  error.name = "AbortError";
  error.code = "ABORT_ERR";
  return error;
};
internals.abortError = abortError;

const listen = (emitter, name, listener) => {
  if (typeof emitter.on === "function") emitter.on(name, listener);
  else emitter.addEventListener(name, listener);
};
const unlisten = (emitter, name, listener) => {
  if (typeof emitter.off === "function") emitter.off(name, listener);
  else emitter.removeEventListener(name, listener);
};

/** Resolves with the arguments of the next event of that name. */
const once = (emitter, name, { signal } = {}) =>
  new Promise((resolve, reject) => {
    if (signal?.aborted) throw abortError(signal);
    const stop = () => {
      unlisten(emitter, name, done);
      unlisten(emitter, "error", fail);
      signal?.removeEventListener("abort", abort);
    };
    const done = (...args) => {
      stop();
      resolve(args);
    };
    const fail = (error) => {
      stop();
      reject(error);
    };
    const abort = () => fail(abortError(signal));
    listen(emitter, name, done);
    if (name !== "error" && typeof emitter.on === "function") emitter.on("error", fail);
    signal?.addEventListener("abort", abort);
  });

/** The events of that name, as an async iterable of their arguments. */
const on = (emitter, name, { signal, close = [] } = {}) => {
  if (signal?.aborted) throw abortError(signal);
  const events = [];
  const waiting = [];
  let failure;
  let isDone = false;
  const push = (...args) => {
    if (waiting.length > 0) waiting.shift().resolve({ value: args, done: false });
    else events.push(args);
  };
  const fail = (error) => {
    if (waiting.length > 0) waiting.shift().reject(error);
    else failure = { error };
    stop();
  };
  const stop = () => {
    isDone = true;
    unlisten(emitter, name, push);
    unlisten(emitter, "error", fail);
    for (const each of close) unlisten(emitter, each, stop);
    for (const { resolve } of waiting.splice(0)) resolve({ value: undefined, done: true });
  };
  listen(emitter, name, push);
  if (name !== "error") listen(emitter, "error", fail);
  for (const each of close) listen(emitter, each, stop);
  signal?.addEventListener("abort", () => fail(abortError(signal)), { once: true });
  return {
    next() {
      if (events.length > 0) return Promise.resolve({ value: events.shift(), done: false });
      if (failure !== undefined) {
        const { error } = failure;
        failure = undefined;
        return Promise.reject(error);
      }
      if (isDone) return Promise.resolve({ value: undefined, done: true });
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    return() {
      stop();
      return Promise.resolve({ value: undefined, done: true });
    },
    throw(error) {
      fail(error);
      return Promise.reject(error);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
};

Object.assign(EventEmitter, {
  EventEmitter,
  defaultMaxListeners: 10,
  errorMonitor,
  captureRejectionSymbol,
  captureRejections: false,
  once,
  on,
  getEventListeners: (emitter, name) => emitter.listeners?.(name) ?? [],
  getMaxListeners: (emitter) => emitter.getMaxListeners?.() ?? EventEmitter.defaultMaxListeners,
  setMaxListeners: (count, ...emitters) => {
    if (emitters.length === 0) EventEmitter.defaultMaxListeners = count;
    for (const emitter of emitters) emitter.setMaxListeners?.(count);
  },
  listenerCount: (emitter, name) => emitter.listenerCount(name),
});

internals.EventEmitter = EventEmitter;
internals.builtins.set("events", EventEmitter);
`;
