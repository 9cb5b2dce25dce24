/** The Python module `sandbox_tools`: the host's own functions, found when they are asked for. */

/** Python source. */
export const toolsModule: string = `"""The functions that whoever opened the sandbox offers."""

from sandbox_utils import _call


class ToolError(Exception):
    """A tool could not be called, or has failed; \`code\` says which."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


def __dir__():
    return sorted(["ToolError", *(tool["name"] for tool in _call("tools"))])


def __getattr__(name):
    if name == "__all__":
        return __dir__()
    for tool in _call("tools"):
        if tool["name"] == name:
            return _function(**tool)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def _function(name, description):
    def tool(input=None, /, **fields):
        if fields and input is not None:
            raise TypeError(f"{name}() takes one value or keyword arguments, not both")
        answer = _call("tool", name, fields or input)
        if not answer["ok"]:
            raise ToolError(answer["code"], answer["message"])
        return answer["value"]

    tool.__name__ = tool.__qualname__ = name
    tool.__doc__ = description
    return tool
`;
