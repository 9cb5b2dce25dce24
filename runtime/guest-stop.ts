/**
 * The internal exception that stops host code working for a guest (a utility, the shell).
 * It never reaches a guest frame: the ABI front end catches it at the import boundary and lets
 * the guest trap instead.
 */
import type { GuestFault, Outcome } from "./outcome.ts";

/** Unwinds host code to the import boundary. */
export class GuestStop extends Error {
  override readonly name = "GuestStop";
  readonly outcome: Outcome;
  readonly exitCode: number;
  /** What went wrong, where the outcome alone does not say it. */
  readonly fault: GuestFault | undefined;

  constructor(outcome: Outcome, exitCode: number, fault?: GuestFault) {
    super(`Guest stopped: ${outcome}`);
    this.outcome = outcome;
    this.exitCode = exitCode;
    this.fault = fault;
  }
}
