/** Reads the language of `bc`. */
import { type Token, tokenize } from "./bc-lexer.ts";
import type { Expression, Statement } from "./bc-syntax.ts";

/** What cannot be read, and in which line. */
export class BcSyntaxError extends Error {
  override readonly name = "BcSyntaxError";
  readonly line: number;

  constructor(line: number, message = "syntax error") {
    super(message);
    this.line = line;
  }
}

/** Expressions and blocks may be nested so deep. */
const maxDepth = 200;

const levels: readonly (readonly string[])[] = [
  ["||"],
  ["&&"],
  ["!"],
  ["==", "!=", "<", ">", "<=", ">="],
  ["="],
  ["+", "-"],
  ["*", "/", "%"],
];

/** Reads a program statement by statement. */
export class BcParser {
  readonly #tokens: readonly Token[];
  #position = 0;
  #depth = 0;

  constructor(source: string) {
    this.#tokens = tokenize(source);
  }

  /** The next statement; undefined at the end. Throws `BcSyntaxError`, after which the next line is read. */
  next(): Statement | undefined {
    while (this.#takes("newline") || this.#takes(";")) this.#depth = 0;
    if (this.#token.kind === "end") return undefined;
    try {
      const statement = this.#statement();
      if (!/^(?:newline|end)$/.test(this.#token.kind) && this.#token.text !== ";") this.#fail();
      return statement;
    } catch (error) {
      while (!/^(?:newline|end)$/.test(this.#token.kind)) this.#position += 1;
      this.#depth = 0;
      throw error;
    }
  }

  get #token(): Token {
    return this.#tokens[this.#position] ?? { text: "", kind: "end", line: 0 };
  }

  /** Takes the token if it is of this kind, or has this text. */
  #takes(wanted: string): boolean {
    const { text, kind } = this.#token;
    const isIt = kind === wanted || (text === wanted && kind !== "string" && kind !== "newline");
    if (isIt) this.#position += 1;
    return isIt;
  }

  #expect(text: string): void {
    if (!this.#takes(text)) this.#fail();
  }

  #fail(message?: string): never {
    throw new BcSyntaxError(this.#token.line, message);
  }

  #deeper<Value>(read: () => Value): Value {
    if (++this.#depth > maxDepth) this.#fail();
    const value = read();
    this.#depth -= 1;
    return value;
  }

  #statement(): Statement {
    return this.#deeper(() => {
      const { text, kind } = this.#token;
      if (kind === "string") {
        this.#position += 1;
        return { kind: "text", text: text.slice(1, -1) };
      }
      if (kind === "operator" && text === "{") return this.#block();
      if (kind !== "name") return { kind: "value", value: this.#expression() };
      switch (text) {
        case "if":
          return this.#if();
        case "while":
        case "for":
          return this.#loop(text);
        case "print":
          return this.#print();
        case "break":
        case "continue":
        case "quit":
        case "halt":
          this.#position += 1;
          return { kind: text === "halt" ? "quit" : text };
        case "define":
        case "auto":
        case "return":
        case "read":
          return this.#fail(`${text} is not available`);
        default:
          return { kind: "value", value: this.#expression() };
      }
    });
  }

  #block(): Statement {
    this.#expect("{");
    const statements: Statement[] = [];
    for (;;) {
      while (this.#takes("newline") || this.#takes(";"));
      if (this.#takes("}")) return { kind: "block", statements };
      if (this.#token.kind === "end") this.#fail();
      statements.push(this.#statement());
    }
  }

  #if(): Statement {
    this.#position += 1;
    this.#expect("(");
    const condition = this.#expression();
    this.#expect(")");
    while (this.#takes("newline"));
    const then = this.#statement();
    const start = this.#position;
    while (this.#takes("newline") || this.#takes(";"));
    if (this.#takes("else")) {
      while (this.#takes("newline"));
      return { kind: "if", condition, then, otherwise: this.#statement() };
    }
    this.#position = start;
    return { kind: "if", condition, then, otherwise: undefined };
  }

  #loop(keyword: "for" | "while"): Statement {
    this.#position += 1;
    this.#expect("(");
    const optional = (end: string): Expression | undefined => {
      if (this.#takes(end)) return undefined;
      const value = this.#expression();
      this.#expect(end);
      return value;
    };
    const start = keyword === "for" ? optional(";") : undefined;
    const condition = optional(keyword === "for" ? ";" : ")");
    const next = keyword === "for" ? optional(")") : undefined;
    while (this.#takes("newline"));
    return { kind: "loop", start, condition, next, body: this.#statement() };
  }

  #print(): Statement {
    this.#position += 1;
    const items: (string | Expression)[] = [];
    do {
      const { text, kind } = this.#token;
      if (kind === "string") {
        this.#position += 1;
        items.push(text.slice(1, -1));
      } else items.push(this.#expression());
    } while (this.#takes(","));
    return { kind: "print", items };
  }

  #expression(): Expression {
    return this.#deeper(() => this.#level(0));
  }

  #level(level: number): Expression {
    const operators = levels[level];
    if (operators === undefined) return this.#power();
    if (operators[0] === "!") {
      if (!this.#takes("!")) return this.#level(level + 1);
      return { kind: "not", operand: this.#deeper(() => this.#level(level)) };
    }
    if (operators[0] === "=") return this.#assignment(level);
    let left = this.#level(level + 1);
    for (;;) {
      const { text, kind } = this.#token;
      if (kind !== "operator" || !operators.includes(text)) return left;
      this.#position += 1;
      left = { kind: "binary", operator: text, left, right: this.#level(level + 1) };
    }
  }

  #assignment(level: number): Expression {
    const left = this.#level(level + 1);
    const { text, kind } = this.#token;
    if (kind !== "operator" || !/^[-+*/%^]?=$/.test(text)) return left;
    if (left.kind !== "variable") this.#fail();
    this.#position += 1;
    const value = this.#deeper(() => this.#level(level));
    return { kind: "assign", name: left.name, operator: text.slice(0, -1), value };
  }

  /** `2^3^2` is 2^(3^2), and `-2^2` is (-2)^2. */
  #power(): Expression {
    const left = this.#unary();
    if (!this.#takes("^")) return left;
    const right = this.#deeper(() => this.#power());
    return { kind: "binary", operator: "^", left, right };
  }

  #unary(): Expression {
    if (!this.#takes("-")) return this.#primary();
    return { kind: "negate", operand: this.#deeper(() => this.#unary()) };
  }

  #primary(): Expression {
    const { text, kind } = this.#token;
    this.#position += 1;
    if (kind === "number") return { kind: "number", text: text.replaceAll("\\\n", "") };
    if (kind === "name") return this.#named(text);
    if (kind === "operator") {
      if (text === "(") {
        const inner = this.#expression();
        this.#expect(")");
        // In parentheses an assignment is a value like any other.
        return inner.kind === "assign"
          ? { kind: "binary", operator: "+", left: inner, right: nothing }
          : inner;
      }
      if (text === ".") return { kind: "last" };
      if (text === "++" || text === "--") {
        const { text: name, kind: after } = this.#token;
        if (after !== "name") this.#fail();
        this.#position += 1;
        return { kind: "step", name, by: text === "++" ? 1 : -1, isBefore: true };
      }
    }
    this.#position -= 1;
    return this.#fail();
  }

  #named(name: string): Expression {
    if (name === "last") return { kind: "last" };
    if (this.#takes("(")) {
      const argument = this.#expression();
      this.#expect(")");
      return { kind: "call", name, argument };
    }
    if (this.#takes("[")) this.#fail("arrays are not available");
    if (this.#takes("++")) return { kind: "step", name, by: 1, isBefore: false };
    if (this.#takes("--")) return { kind: "step", name, by: -1, isBefore: false };
    return { kind: "variable", name };
  }
}

const nothing: Expression = { kind: "number", text: "0" };
