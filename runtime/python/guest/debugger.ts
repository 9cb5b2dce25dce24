/** Python that refuses a debugger which would wait for somebody to type. */

/** What follows the source of `pdb.py`. One that is given its input works. */
export const debuggerSource: string = `

def _check_input(debugger):
    if debugger.stdin is sys.stdin:
        raise RuntimeError(
            "Cannot debug: nobody is there to type; print what you want to know, "
            "or give pdb.Pdb() its stdin and stdout"
        )


def _checked(method):
    def checked(self, *args, **options):
        _check_input(self)
        return method(self, *args, **options)

    return checked


for _name in ("set_trace", "set_trace_async", "interaction"):
    setattr(Pdb, _name, _checked(getattr(Pdb, _name)))
`;
