/** Where packages are for programs. */

/** What is mounted: a tree with the one directory {@link packagesName}. */
export const packagesMount = "/lib/python3.14";
/** The name of the directory. */
export const packagesName = "site-packages";
/** What is on `sys.path`. */
export const packagesPath: string = `${packagesMount}/${packagesName}`;
