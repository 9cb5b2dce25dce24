/** Python that refuses a debugger which would wait for somebody to type. */

/** What follows the source of `pdb.py`. One that is given its input works. */
export const debuggerSource: string = `

def _check_input(debugger):
    if debugger.stdin is sys.stdin:
        raise RuntimeError(
            "Cannot debug: nobody is there to type; print what you want to know, "
            "or give pdb.Pdb() its stdin and stdout"
        )


_set_trace, _interact = Pdb.set_trace, Pdb.interaction


def _checked_set_trace(self, frame=None, *, commands=None):
    _check_input(self)
    _set_trace(self, frame or sys._getframe().f_back, commands=commands)


def _checked_interaction(self, frame, trace):
    _check_input(self)
    _interact(self, frame, trace)


Pdb.set_trace, Pdb.interaction = _checked_set_trace, _checked_interaction
`;
