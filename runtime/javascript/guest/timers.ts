/** The guest source of timers, immediates and `process.nextTick`; the host turns the loop. */

/** Makes the timer globals and what the host's event loop calls. */
export const timersSource: string = `
/** Milliseconds of the monotonic clock. */
internals.now = () => internals.call("clock.monotonic");

/** Pending timers, sorted by due time; among equals the older comes first. */
const timers = [];
let immediates = [];
let currentImmediates = [];
let ticks = [];
/** The loop's idea of now, which stands still while callbacks run. */
let loopNow;
let nextId = 1;
/** Before its first turn a program's start has taken longer than a millisecond, on any machine of Node's. */
let isStarting = true;
/** Whether anything has run since a program was told that nothing is left. */
let isBusy = true;

const insert = (timer) => {
  loopNow ??= internals.now();
  timer.due = loopNow + (isStarting && timer.delay === 1 ? 0 : timer.delay);
  let low = 0;
  let high = timers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (timers[middle].due <= timer.due) low = middle + 1;
    else high = middle;
  }
  timers.splice(low, 0, timer);
};

const remove = (list, item) => {
  const index = list.indexOf(item);
  if (index >= 0) list.splice(index, 1);
};

class Timeout {
  constructor(callback, delay, repeats, args) {
    const ms = Number(delay);
    Object.defineProperties(this, {
      id: { value: nextId },
      callback: { value: callback },
      args: { value: args },
      delay: { value: ms >= 1 && ms <= 2147483647 ? Math.trunc(ms) : 1 },
      repeats: { value: repeats },
      due: { value: 0, writable: true },
      isRef: { value: true, writable: true },
    });
    nextId += 1;
    insert(this);
  }
  ref() {
    this.isRef = true;
    return this;
  }
  unref() {
    this.isRef = false;
    return this;
  }
  hasRef() {
    return this.isRef;
  }
  refresh() {
    remove(timers, this);
    insert(this);
    return this;
  }
  close() {
    remove(timers, this);
    return this;
  }
  [Symbol.toPrimitive]() {
    return this.id;
  }
}

class Immediate {
  constructor(callback, args) {
    Object.defineProperties(this, { callback: { value: callback }, args: { value: args } });
    immediates.push(this);
  }
  ref() {
    return this;
  }
  unref() {
    return this;
  }
  hasRef() {
    return true;
  }
}

const check = (callback) => {
  if (typeof callback !== "function") {
    throw internals.argumentError('"callback" argument', "of type function", callback);
  }
};

const setTimeout = (callback, delay, ...args) => {
  check(callback);
  return new Timeout(callback, delay, false, args);
};
const setInterval = (callback, delay, ...args) => {
  check(callback);
  return new Timeout(callback, delay, true, args);
};
const setImmediate = (callback, ...args) => {
  check(callback);
  return new Immediate(callback, args);
};
const clearTimeout = (timer) => {
  if (timer instanceof Timeout) remove(timers, timer);
  else if (timer !== undefined && timer !== null)
    remove(
      timers,
      timers.find((each) => each.id === Number(timer)),
    );
};
const clearImmediate = (immediate) => {
  remove(immediates, immediate);
  remove(currentImmediates, immediate);
};

internals.nextTick = (callback, ...args) => {
  check(callback);
  ticks.push({ callback, args });
};

/** What a WeakRef was made of or has shown: it stays until the current callback is over. */
const kept = [];
const EngineRef = WeakRef;
globalThis.WeakRef = class WeakRef extends EngineRef {
  constructor(target) {
    super(target);
    kept.push(target);
  }
  deref() {
    const target = super.deref();
    if (target !== undefined) kept.push(target);
    return target;
  }
};
Object.defineProperty(globalThis, "WeakRef", { enumerable: false });

/** Runs the callbacks of nextTick; true when there were any. */
internals.runTicks = () => {
  kept.length = 0;
  if (ticks.length === 0) return false;
  const current = ticks;
  ticks = [];
  for (let index = 0; index < current.length; index += 1) {
    const { callback, args } = current[index];
    try {
      callback(...args);
    } catch (error) {
      ticks = [...current.slice(index + 1), ...ticks];
      throw error;
    }
  }
  return true;
};

const fire = (timer) => {
  timers.shift();
  // An interval waits for its next turn before it runs, so that it can clear itself.
  if (timer.repeats) insert(timer);
  timer.callback(...timer.args);
};

const ran = -1;
const nothingLeft = -2;

/** Runs one callback that is due and answers -1; else answers the milliseconds to wait, or -2 when nothing is left. */
internals.turn = () => {
  isStarting = false;
  const result = step();
  if (result === ran) isBusy = true;
  if (result !== nothingLeft || !isBusy || internals.isWaiting()) return result;
  isBusy = false;
  return internals.beforeExit() ? ran : nothingLeft;
};

const step = () => {
  if (currentImmediates.length > 0) {
    const { callback, args } = currentImmediates.shift();
    callback(...args);
    return ran;
  }
  if (timers.length > 0 && timers[0].due <= loopNow) {
    fire(timers[0]);
    return ran;
  }
  if (immediates.length > 0) {
    currentImmediates = immediates;
    immediates = [];
    if (timers.length > 0) loopNow = internals.now();
    const { callback, args } = currentImmediates.shift();
    callback(...args);
    return ran;
  }
  if (!timers.some((timer) => timer.isRef)) return nothingLeft;
  loopNow = internals.now();
  if (timers[0].due > loopNow) return timers[0].due - loopNow;
  fire(timers[0]);
  return ran;
};

const functions = {
  setTimeout,
  setInterval,
  setImmediate,
  clearTimeout,
  clearInterval: clearTimeout,
  clearImmediate,
};
for (const [name, value] of Object.entries(functions)) {
  Object.defineProperty(value, "name", { value: name });
  Object.defineProperty(globalThis, name, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}
/** A promise that a signal can end before its time. */
const abortable = (signal, start, stop) =>
  new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(internals.abortError(signal));
      return;
    }
    const abort = () => {
      stop(handle);
      reject(internals.abortError(signal));
    };
    const handle = start((value) => {
      signal?.removeEventListener("abort", abort);
      resolve(value);
    });
    signal?.addEventListener("abort", abort, { once: true });
  });
const unlessRef = (timer, { ref = true }) => (ref ? timer : timer.unref());
const sleep = (delay, value, options = {}) =>
  abortable(
    options.signal,
    (done) => unlessRef(setTimeout(done, delay, value), options),
    clearTimeout,
  );
const soon = (value, { signal } = {}) =>
  abortable(signal, (done) => setImmediate(done, value), clearImmediate);
async function* every(delay, value, { signal } = {}) {
  let due = 0;
  let wake = () => {};
  const timer = setInterval(() => {
    due += 1;
    wake();
  }, delay);
  const abort = () => wake();
  signal?.addEventListener("abort", abort, { once: true });
  try {
    for (;;) {
      if (signal?.aborted) throw internals.abortError(signal);
      if (due === 0) await new Promise((resolve) => void (wake = resolve));
      if (signal?.aborted) continue;
      due -= 1;
      yield value;
    }
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
}
const promises = {
  setTimeout: sleep,
  setImmediate: soon,
  setInterval: every,
  scheduler: { wait: (delay, options) => sleep(delay, undefined, options), yield: () => soon() },
};
internals.builtins.set("timers", { ...functions, promises });
internals.builtins.set("timers/promises", promises);
`;
