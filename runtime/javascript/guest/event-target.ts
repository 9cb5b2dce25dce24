/** The guest source of `EventTarget`, `Event`, `CustomEvent`, `AbortController` and `AbortSignal`. */

/** Makes the globals; needs the events and timers sources before it. */
export const eventTargetSource: string = `
const define = (name, value) => {
  Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
};
const custom = Symbol.for("nodejs.util.inspect.custom");

class Event {
  #type;
  #options;
  #state = { target: null, isStopped: false, isPrevented: false };
  #timeStamp = internals.now() - (internals.startMs ?? 0);
  constructor(type, options = {}) {
    if (arguments.length === 0) {
      const message = 'The "type" argument must be specified';
      throw internals.codedError("TypeError", "ERR_MISSING_ARGS", message);
    }
    this.#type = String(type);
    this.#options = options ?? {};
  }
  static stateOf = (event) => event.#state;
  get type() { return this.#type; }
  get target() { return this.#state.target; }
  get currentTarget() { return this.#state.target; }
  get srcElement() { return this.#state.target; }
  get bubbles() { return Boolean(this.#options.bubbles); }
  get cancelable() { return Boolean(this.#options.cancelable); }
  get composed() { return Boolean(this.#options.composed); }
  get defaultPrevented() { return this.cancelable && this.#state.isPrevented; }
  get returnValue() { return !this.defaultPrevented; }
  get eventPhase() { return this.#state.target === null ? 0 : 2; }
  get isTrusted() { return false; }
  get timeStamp() { return this.#timeStamp; }
  preventDefault() { this.#state.isPrevented = true; }
  stopPropagation() {}
  stopImmediatePropagation() { this.#state.isStopped = true; }
  composedPath() { return this.#state.target === null ? [] : [this.#state.target]; }
  [custom](depth, options, inspect) {
    const { type, defaultPrevented, cancelable, timeStamp } = this;
    return this.constructor.name + " " + inspect({ type, defaultPrevented, cancelable, timeStamp }, options);
  }
}
const { stateOf } = Event;
delete Event.stateOf;

class CustomEvent extends Event {
  #detail;
  constructor(type, options = {}) {
    super(type, options);
    this.#detail = options?.detail ?? null;
  }
  get detail() { return this.#detail; }
}

const listenersOf = new WeakMap();

class EventTarget {
  addEventListener(type, listener, options) {
    if (listener === null || listener === undefined) return;
    const { once = false, signal, capture = false } =
      typeof options === "object" && options !== null ? options : { capture: Boolean(options) };
    if (signal?.aborted) return;
    if (!listenersOf.has(this)) listenersOf.set(this, []);
    const list = listenersOf.get(this);
    const name = String(type);
    const isKnown = list.some((each) => each.name === name && each.listener === listener && each.capture === capture);
    if (isKnown) return;
    list.push({ name, listener, once, capture });
    signal?.addEventListener("abort", () => this.removeEventListener(type, listener, options), { once: true });
  }
  removeEventListener(type, listener, options) {
    const list = listenersOf.get(this) ?? [];
    const capture = Boolean(typeof options === "object" && options !== null ? options.capture : options);
    const name = String(type);
    const index = list.findIndex((each) => each.name === name && each.listener === listener && each.capture === capture);
    if (index >= 0) list.splice(index, 1);
  }
  dispatchEvent(event) {
    if (!(event instanceof Event))
      throw internals.argumentError('"event" argument', "an instance of Event", event);
    const state = stateOf(event);
    state.target = this;
    state.isStopped = false;
    for (const each of [...(listenersOf.get(this) ?? [])]) {
      if (each.name !== event.type || state.isStopped) continue;
      if (each.once) this.removeEventListener(each.name, each.listener, each.capture);
      try {
        if (typeof each.listener === "function") each.listener.call(this, event);
        else each.listener.handleEvent(event);
      } catch (error) {
        internals.nextTick(() => {
          throw error;
        });
      }
    }
    return !event.defaultPrevented;
  }
  [custom](depth, options, inspect) {
    return this.constructor.name + " " + inspect({}, options);
  }
}

/** Only the functions below make signals. */
const key = {};

class AbortSignal extends EventTarget {
  #isAborted = false;
  #reason;
  #handler = null;
  constructor(given) {
    if (given !== key)
      throw internals.codedError("TypeError", "ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor");
    super();
  }
  static fire = (signal, reason) => {
    if (signal.#isAborted) return;
    signal.#isAborted = true;
    signal.#reason =
      reason === undefined ? new DOMException("This operation was aborted", "AbortError") : reason;
    signal.dispatchEvent(new Event("abort"));
  };
  static abort(reason) {
    const signal = new AbortSignal(key);
    fire(signal, reason);
    return signal;
  }
  static timeout(delay) {
    const signal = new AbortSignal(key);
    const end = () =>
      fire(signal, new DOMException("The operation was aborted due to timeout", "TimeoutError"));
    setTimeout(end, delay).unref();
    return signal;
  }
  static any(signals) {
    const all = [...signals];
    const aborted = all.find((each) => each.aborted);
    if (aborted !== undefined) return AbortSignal.abort(aborted.reason);
    const signal = new AbortSignal(key);
    for (const each of all)
      each.addEventListener("abort", () => fire(signal, each.reason), { once: true });
    return signal;
  }
  get aborted() { return this.#isAborted; }
  get reason() { return this.#reason; }
  get onabort() { return this.#handler; }
  set onabort(handler) {
    if (this.#handler !== null) this.removeEventListener("abort", this.#handler);
    this.#handler = typeof handler === "function" ? handler : null;
    if (this.#handler !== null) this.addEventListener("abort", this.#handler);
  }
  throwIfAborted() {
    if (this.#isAborted) throw this.#reason;
  }
  [custom](depth, options, inspect) {
    return "AbortSignal " + inspect({ aborted: this.aborted }, options);
  }
}
const { fire } = AbortSignal;
delete AbortSignal.fire;

class AbortController {
  #signal = new AbortSignal(key);
  get signal() { return this.#signal; }
  abort(reason) {
    fire(this.#signal, reason);
  }
  [custom](depth, options, inspect) {
    return "AbortController " + inspect({ signal: this.signal }, options);
  }
}

define("Event", Event);
define("CustomEvent", CustomEvent);
define("EventTarget", EventTarget);
define("AbortSignal", AbortSignal);
define("AbortController", AbortController);
`;
