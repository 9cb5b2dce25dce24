class Shape {
  static #count = 0;
  #id;
  constructor(name) {
    if (new.target === Shape) throw new TypeError("Shape is abstract");
    this.name = name;
    this.#id = ++Shape.#count;
  }
  get id() { return this.#id; }
  static get count() { return Shape.#count; }
  area() { throw new Error("not implemented"); }
  toString() { return `${this.constructor.name}#${this.#id}(${this.area().toFixed(2)})`; }
  [Symbol.toPrimitive](hint) { return hint === "number" ? this.area() : this.toString(); }
}
class Circle extends Shape {
  constructor(r) { super("circle"); this.r = r; }
  area() { return Math.PI * this.r ** 2; }
}
class Rect extends Shape {
  constructor(w, h) { super("rect"); Object.assign(this, { w, h }); }
  area() { return this.w * this.h; }
  static square(s) { return new this(s, s); }
}
const shapes = [new Circle(1), new Rect(2, 3), Rect.square(4)];
console.log(shapes);
console.log(String(shapes[0]), +shapes[1], `${shapes[2]}`, Shape.count);
try { new Shape("x"); } catch (e) { console.log(e.name, e.message); }
console.log(shapes.sort((a, b) => b - a).map((s) => s.name + s.id));

const Serializable = (Base) => class extends Base { toJSON() { return { type: this.constructor.name, ...this }; } };
class Point extends Serializable(Object) { x = 1; y = 2; }
console.log(JSON.stringify(new Point()), new Point());

class Temp {
  static { this.unit = "C"; }
  #c = 0;
  get f() { return this.#c * 1.8 + 32; }
  set f(v) { this.#c = (v - 32) / 1.8; }
  static isTemp(o) { return #c in o; }
}
const t = new Temp(); t.f = 212;
console.log(t, t.f, Temp.isTemp(t), Temp.isTemp({}), Temp.unit);
class LinkedList {
  #size = 0; head = null;
  add(v) { this.head = { v, next: this.head }; this.#size++; return this; }
  *[Symbol.iterator]() { for (let n = this.head; n; n = n.next) yield n.v; }
  get size() { return this.#size; }
}
const list = new LinkedList().add(1).add(2).add(3).add(4);
console.log([...list], list.size, list, Math.max(...list));
console.log(Shape, Circle, [Rect], class {}, Object.getOwnPropertyNames(Shape.prototype), Circle.name, Circle.length);
class ValidationError extends Error {
  constructor(field, message) { super(message); this.name = "ValidationError"; this.field = field; }
}
try { throw new ValidationError("age", "must be positive"); } catch (e) {
  console.log(e instanceof ValidationError, e instanceof Error, `${e}`, e.field, Object.keys(e), e.stack.split("\n")[0]);
}
