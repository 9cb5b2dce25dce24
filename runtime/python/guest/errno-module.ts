/** Python that gives the `errno` module, and the choice of an exception by number, the numbers of Linux. */
import { linuxErrno } from "../emscripten/errno-numbers.ts";

/** Runs once, before anything else of the snapshot: modules copy numbers when they are imported. */
export const errnoModule: string = `
def use_linux_numbers(numbers):
    import errno, gc

    names = dict(errno.errorcode)
    for name in [name for name in vars(errno) if name.startswith("E")]:
        if name in numbers:
            setattr(errno, name, numbers[name])
        else:
            delattr(errno, name)
    errno.errorcode.clear()
    for name, number in numbers.items():
        if hasattr(errno, name):
            errno.errorcode.setdefault(number, name)
    # The interpreter finds the class of an OSError in a table that nothing else names.
    tables = [
        found
        for found in gc.get_referrers(ConnectionRefusedError)
        if type(found) is dict and all(type(key) is int for key in found)
    ]
    (table,) = tables
    classes = {numbers[names[own]]: kind for own, kind in table.items() if names.get(own) in numbers}
    table.clear()
    table.update(classes)

use_linux_numbers(${JSON.stringify(linuxErrno)})
del use_linux_numbers
`;
