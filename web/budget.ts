/** The budgets of a run, and the steps in which the sliders choose them. */

/** What a run may use. */
export interface Budget {
  readonly fuel: number;
  readonly memoryBytes: number;
  readonly timeoutMs: number;
}

const mebibyte = 2 ** 20;

/** What the sliders offer, from the least. */
export const budgetSteps: { readonly [Name in keyof Budget]: readonly number[] } = {
  fuel: [1e6, 1e7, 5e7, 1e8, 2e8, 5e8, 1e9, 2e9, 5e9, 1e10, 5e10],
  memoryBytes: [16, 32, 64, 128, 256, 512, 1024].map((size) => size * mebibyte),
  timeoutMs: [1, 2, 5, 10, 30, 60, 120].map((seconds) => seconds * 1000),
};

/** What a run may use unless somebody says otherwise. */
export const usualBudget: Budget = { fuel: 2e9, memoryBytes: 128 * mebibyte, timeoutMs: 30_000 };

/** What all files together may have. */
export const maxFileBytes: number = 64 * mebibyte;
