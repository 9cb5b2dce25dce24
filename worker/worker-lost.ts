/** The error of a call to a worker that is no more. */

/** Says why the worker is no more. */
export class WorkerLost extends Error {
  override readonly name = "WorkerLost";

  constructor(reason: string) {
    super(`Worker is lost: ${reason}`);
  }
}
