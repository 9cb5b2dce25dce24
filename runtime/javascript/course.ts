/** The course of a program: it may have to wait for the host, in a way that whoever follows it decides. */
import type { ToolDesk } from "../tool-desk.ts";

/**
 * Runs a program and yields when nothing else is left to do than to wait for an answer of the host
 * (`waiting`), or when answers may have come (`sleeping`).
 */
export type Course<T> = Generator<"waiting" | "sleeping", T>;

/** Follows a course and lets messages in where it waits. */
export async function follow<T>(course: Course<T>, tools: ToolDesk | undefined): Promise<T> {
  for (;;) {
    const { done, value } = course.next();
    if (done) return value;
    await (value === "waiting" ? tools?.arrival() : tools?.turn());
  }
}

/** Follows a course without ever letting go of the thread; it must not wait for messages. */
export function followNow<T>(course: Course<T>): T {
  for (;;) {
    const { done, value } = course.next();
    if (done) return value;
    if (value === "waiting") throw new Error("Cannot wait for a message: the thread is busy");
  }
}
