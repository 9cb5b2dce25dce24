/** Operators to pick from, by the type they give or take. */
import { type NumberType, types } from "./recipe.ts";

const { i32, i64, f64 } = types;

/** Names of operators that make one value of two of the same type. */
export const binary: Readonly<Record<NumberType, readonly string[]>> = {
  [i32]: [
    ..."i32.add i32.sub i32.mul i32.and i32.or i32.xor i32.shl i32.shr_s i32.rotl".split(" "),
    ..."i32.eq i32.lt_s i32.gt_u i32.div_s i32.rem_u".split(" "),
  ],
  [i64]: "i64.add i64.sub i64.mul i64.and i64.xor i64.shr_u i64.rotr i64.div_u".split(" "),
  [f64]: "f64.add f64.sub f64.mul f64.div f64.min f64.max".split(" "),
};

/** Operators that make a value of one of another type, or of the same. */
export const unary: Readonly<
  Record<NumberType, readonly (readonly [from: NumberType, name: string])[]>
> = {
  [i32]: [
    [i32, "i32.eqz"],
    [i32, "i32.extend8_s"],
    [i32, "i32.popcnt"],
    [i64, "i32.wrap_i64"],
    [i64, "i64.eqz"],
    [f64, "i32.trunc_sat_f64_s"],
    [f64, "i32.trunc_f64_s"],
  ],
  [i64]: [
    [i32, "i64.extend_i32_s"],
    [i64, "i64.clz"],
    [f64, "i64.trunc_sat_f64_u"],
  ],
  [f64]: [
    [i32, "f64.convert_i32_s"],
    [f64, "f64.sqrt"],
    [f64, "f64.neg"],
  ],
};

/** Loads by the type they give. */
export const loads: Readonly<Record<NumberType, readonly string[]>> = {
  [i32]: ["i32.load", "i32.load8_u", "i32.load16_s"],
  [i64]: ["i64.load", "i64.load32_u"],
  [f64]: ["f64.load"],
};

/** Stores with the type they take. */
export const stores: readonly (readonly [NumberType, string])[] = [
  [i32, "i32.store"],
  [i32, "i32.store8"],
  [i64, "i64.store"],
  [i64, "i64.store16"],
];
