/** What can stand between two values of a row. */

/** The characters. */
export type CsvDelimiter = "," | ";" | "\t" | "|";

/** All of them. */
export const csvDelimiters: readonly CsvDelimiter[] = [",", ";", "\t", "|"];
