/** Python that stands behind the standard library's own `subprocess`: processes that the host runs, one at a time. */

/**
 * What follows the source of `subprocess.py`. A process starts when somebody waits for it, or when
 * the program would sleep, start another or end: by then it is known what it reads and how long it
 * may take. It runs to its end then.
 */
export const subprocessSource: string = `

import atexit as _atexit
from sandbox_utils import _call as _ask_host

_waiting = []
_builtin_sleep = time.sleep
_pids = iter(range(2, 1 << 30)).__next__


def _start_waiting():
    """Runs the processes that have not run yet. False when there are none."""
    has_run = bool(_waiting)
    while _waiting:
        _waiting[0]._run(None)
    return has_run


def _sleep(seconds, /):
    _start_waiting()
    _builtin_sleep(seconds)


_atexit.register(_start_waiting)


class _InputPipe(io.RawIOBase):
    def __init__(self, process):
        self._process = process
        self.content = bytearray()

    def writable(self):
        return True

    def write(self, data):
        if self._process._has_run:
            raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE))
        before = len(self.content)
        self.content += data
        return len(self.content) - before


class _OutputPipe(io.RawIOBase):
    def __init__(self, process):
        self._process = process
        self.content = b""
        self._position = 0

    def readable(self):
        return True

    def readinto(self, target):
        self._process._run(None)
        chunk = self.content[self._position:self._position + len(target)]
        target[:len(chunk)] = chunk
        self._position += len(chunk)
        return len(chunk)


def _words(args):
    if isinstance(args, (str, bytes, os.PathLike)):
        return [os.fsdecode(args)]
    return [os.fsdecode(arg) for arg in args]


def _write_all(fd, content):
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(fd, rest):]


def _read_all(fd):
    chunks = []
    while chunk := os.read(fd, 65536):
        chunks.append(chunk)
    return b"".join(chunks)


class Popen:
    """A program that the sandbox runs to its end once somebody waits for it."""

    def __init__(self, args, bufsize=-1, executable=None,
                 stdin=None, stdout=None, stderr=None,
                 preexec_fn=None, close_fds=True,
                 shell=False, cwd=None, env=None, universal_newlines=None,
                 startupinfo=None, creationflags=0,
                 restore_signals=True, start_new_session=False,
                 pass_fds=(), *, user=None, group=None, extra_groups=None,
                 encoding=None, errors=None, text=None, umask=-1, pipesize=-1,
                 process_group=None):
        if preexec_fn is not None:
            raise ValueError("preexec_fn cannot run in a sandbox")
        if not isinstance(bufsize, int) and bufsize is not None:
            raise TypeError("bufsize must be an integer")
        if text is not None and universal_newlines is not None and bool(text) != bool(universal_newlines):
            raise SubprocessError("Cannot disambiguate when both text and universal_newlines are supplied but different. Pass one or the other.")
        self.args = args
        self.pid = _pids()
        self.returncode = None
        self.encoding = encoding
        self.errors = errors
        self.text_mode = bool(encoding or errors or text or universal_newlines)
        self._argv = ["/bin/sh", "-c", *_words(args)] if shell else _words(args)
        if executable is not None and not shell:
            self._argv[:1] = [os.fsdecode(executable)]
        if not self._argv:
            raise IndexError("list index out of range")
        environ = os.environ if env is None else env
        self._place = {
            "cwd": os.path.abspath(os.fsdecode(os.getcwd() if cwd is None else cwd)),
            "env": {os.fsdecode(k): os.fsdecode(v) for k, v in environ.items() if k != "SANDBOX_RPC_FD"},
        }
        self._has_run = False
        self._timed_out = False
        self._signal = 0
        self._after_run = None
        self._check()
        self._stdin = self._open_input(stdin)
        self._outputs = [None, None]
        self._merges = stderr == STDOUT and stderr is not None
        self.stdin = self._wrap(self._stdin, bufsize) if isinstance(self._stdin, _InputPipe) else None
        self.stdout = self._open_output(0, stdout, bufsize)
        self.stderr = None if self._merges else self._open_output(1, stderr, bufsize)
        _waiting.append(self)
        time.sleep = _sleep

    @property
    def universal_newlines(self):
        return self.text_mode

    @universal_newlines.setter
    def universal_newlines(self, value):
        self.text_mode = bool(value)

    def __repr__(self):
        return f"<{type(self).__name__}: returncode: {self.returncode} args: {self.args!r}>"

    def __enter__(self):
        return self

    def __exit__(self, exc_type, value, traceback):
        for stream in (self.stdout, self.stderr, self.stdin):
            if stream is not None:
                stream.close()
        self.wait()

    def poll(self):
        self._run(None)
        return self._ended()

    def wait(self, timeout=None):
        self._run(timeout)
        if self._timed_out and timeout is not None and not self._signal:
            raise TimeoutExpired(self.args, timeout)
        return self._ended()

    def communicate(self, input=None, timeout=None):
        if self.stdin is not None and not self.stdin.closed:
            if input and not self._has_run:
                self.stdin.write(input)
            self.stdin.close()
        self._run(timeout)
        if self._timed_out and timeout is not None and not self._signal:
            raise TimeoutExpired(self.args, timeout, *(pipe.content if isinstance(pipe, _OutputPipe) else None for pipe in self._outputs))
        output = [None, None]
        for index, stream in enumerate((self.stdout, self.stderr)):
            if stream is not None:
                output[index] = stream.read()
                stream.close()
        self._ended()
        return tuple(output)

    def send_signal(self, sig):
        if self.returncode is None:
            self._signal = int(sig)
            self._run(None)

    def terminate(self):
        self.send_signal(15)

    def kill(self):
        self.send_signal(9)

    def _ended(self):
        if self.returncode is None:
            self.returncode = -(self._signal or 9)
        return self.returncode

    def _check(self):
        try:
            _ask_host("checkProgram", self._argv[0], self._place)
        except OSError as error:
            if not os.path.isdir(self._place["cwd"]):
                error.filename = self._place["cwd"]
            raise error from None

    def _open_input(self, stdin):
        if stdin is None or stdin == DEVNULL:
            return stdin
        if stdin == PIPE:
            return _InputPipe(self)
        if isinstance(stdin, int):
            return os.dup(stdin)
        raw = getattr(getattr(stdin, "buffer", stdin), "raw", None)
        return stdin if isinstance(raw, _OutputPipe) else os.dup(stdin.fileno())

    def _open_output(self, index, target, bufsize):
        if target is None or target == DEVNULL:
            self._outputs[index] = target
            return None
        if target != PIPE:
            fd = target if isinstance(target, int) else target.fileno()
            self._outputs[index] = os.dup(fd)
            return None
        pipe = self._outputs[index] = _OutputPipe(self)
        return self._wrap(pipe, bufsize)

    def _wrap(self, pipe, bufsize):
        if bufsize == 0 and not self.text_mode:
            return pipe
        stream = io.BufferedWriter(pipe) if isinstance(pipe, _InputPipe) else io.BufferedReader(pipe)
        if not self.text_mode:
            return stream
        return io.TextIOWrapper(stream, encoding=self.encoding, errors=self.errors, write_through=True, line_buffering=bufsize == 1)

    def _run(self, timeout):
        if self._has_run:
            return
        options = {**self._place, "encoding": "latin1", "mergeStderr": self._merges}
        if timeout is not None:
            options["timeoutMs"] = max(0, timeout) * 1000
        content = self._input()
        if content is not None:
            options["stdin"] = content.decode("latin-1")
        self._has_run = True
        _waiting.remove(self)
        if not _waiting:
            time.sleep = _builtin_sleep
        try:
            if self._signal:
                answer = {"exitCode": None, "timedOut": False, "stdout": "", "stderr": ""}
            else:
                answer = _ask_host("spawn", self._argv, options)
            self._timed_out = answer["timedOut"]
            if not self._timed_out:
                self.returncode = answer["exitCode"]
            self._give(0, answer["stdout"].encode("latin-1"))
            self._give(1, answer["stderr"].encode("latin-1"))
        finally:
            for fd in (self._stdin, *self._outputs):
                if type(fd) is int and fd >= 0:
                    os.close(fd)
            if self._after_run is not None:
                self._after_run()

    def _input(self):
        source = self._stdin
        if source is None:
            return None
        if source == DEVNULL:
            return b""
        if isinstance(source, _InputPipe):
            if not self.stdin.closed:
                self.stdin.flush()
            return bytes(source.content)
        if isinstance(source, int):
            return _read_all(source)
        content = source.read()
        return content.encode(source.encoding) if isinstance(content, str) else content

    def _give(self, index, content):
        target = self._outputs[index]
        if isinstance(target, _OutputPipe):
            target.content = content
        elif target != DEVNULL:
            _write_all(index + 1 if target is None else target, content)


def _system(command):
    """Run the command in a shell and return its wait status."""
    try:
        code = Popen(os.fsdecode(command), shell=True).wait()
    except OSError:
        code = 127
    return code << 8 if code >= 0 else -code


_system.__name__ = _system.__qualname__ = "system"
os.system = _system
`;
