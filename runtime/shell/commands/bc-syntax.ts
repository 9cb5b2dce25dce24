/** The language of `bc`: expressions, assignments, conditions and loops. */

/** An expression. */
export type Expression =
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "last" }
  | {
      readonly kind: "assign";
      readonly name: string;
      readonly operator: string;
      readonly value: Expression;
    }
  | {
      readonly kind: "step";
      readonly name: string;
      readonly by: 1 | -1;
      readonly isBefore: boolean;
    }
  | { readonly kind: "call"; readonly name: string; readonly argument: Expression }
  | { readonly kind: "negate" | "not"; readonly operand: Expression }
  | {
      readonly kind: "binary";
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    };

/** A statement. */
export type Statement =
  | { readonly kind: "value"; readonly value: Expression }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "print"; readonly items: readonly (string | Expression)[] }
  | {
      readonly kind: "if";
      readonly condition: Expression;
      readonly then: Statement;
      readonly otherwise: Statement | undefined;
    }
  | {
      readonly kind: "loop";
      readonly start: Expression | undefined;
      readonly condition: Expression | undefined;
      readonly next: Expression | undefined;
      readonly body: Statement;
    }
  | { readonly kind: "block"; readonly statements: readonly Statement[] }
  | { readonly kind: "break" | "continue" | "quit" };
