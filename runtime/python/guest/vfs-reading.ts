/** The part of the Python module `vfs` that finds files and tells of them. */

/** Python source, which follows that of the other part. */
export const vfsReading: string = `@_failing_clearly
def cd(path: PathText) -> str:
    """Changes the working directory, and gives back its path."""
    _os.chdir(path)
    return _os.getcwd()


def pwd() -> str:
    """The working directory."""
    return _os.getcwd()


@_failing_clearly
def ls(path: PathText = ".") -> list[DirEntry]:
    """What is in a directory: directories first, then by name; or the one file that is named."""
    directory = _os.path.abspath(path)
    if not _os.path.isdir(directory):
        return [DirEntry(_os.path.basename(directory), stat(directory).path, False)]
    with _os.scandir(directory) as found:
        entries = [DirEntry(one.name, _os.path.join(directory, one.name), one.is_dir()) for one in found]
    return sorted(entries, key=lambda entry: (not entry.is_dir, entry.name))


@_failing_clearly
def tree(path: PathText = ".") -> str:
    """A directory and all below it as lines of a drawing. Links are shown and not followed."""
    lines = [_os.path.abspath(path)]
    waiting = [(entry, "", last) for entry, last in _reversed(ls(path))]
    while waiting:
        entry, indent, last = waiting.pop()
        lines.append(f"{indent}{'└── ' if last else '├── '}{entry.name}{'/' if entry.is_dir else ''}")
        if entry.is_dir and not _os.path.islink(entry.path):
            below = indent + ("    " if last else "│   ")
            waiting += [(child, below, end) for child, end in _reversed(ls(entry.path))]
    return "\\n".join(lines)


def _reversed(entries):
    """The entries from the last on, each with whether it is the last."""
    return [(entry, index == 0) for index, entry in enumerate(reversed(entries))]


@_failing_clearly
def walk(path: PathText = ".") -> Iterator[tuple[str, list[str], list[str]]]:
    """Each directory from path on, with the names of directories and of files in it, sorted."""
    return _walk(stat(path).path)


def _walk(top):
    for directory, names, files in _os.walk(top):
        names.sort()
        yield directory, names, sorted(files)


@_failing_clearly
def iter_files(
    path: PathText = ".",
    recursive: bool = True,
    skip_prefixes: Iterable[str] = (),
) -> Iterator[str]:
    """The absolute paths of the files in a directory, sorted within each directory.

    Args:
        path: The directory.
        recursive: Whether to go into directories.
        skip_prefixes: Paths are left out that begin with one of these.
    """
    return _iter_files(stat(path).path, recursive, tuple(skip_prefixes))


def _iter_files(top, recursive, skipped):
    for directory, names, files in _walk(top):
        if not recursive:
            names.clear()
        paths = (_os.path.join(directory, name) for name in files)
        yield from (path for path in paths if not path.startswith(skipped))


def glob(pattern: str, cwd: PathText | None = None) -> list[str]:
    """The absolute paths that match a pattern such as "*.txt" or "src/**/*.py", sorted."""
    directory = _os.path.abspath(cwd or ".")
    found = _glob.glob(pattern, root_dir=directory, recursive=True)
    return sorted(_os.path.normpath(_os.path.join(directory, path)) for path in found)


def exists(path: PathText) -> bool:
    """Whether there is a file or directory."""
    return _os.path.exists(path)


def is_dir(path: PathText) -> bool:
    """Whether there is a directory."""
    return _os.path.isdir(path)


def is_file(path: PathText) -> bool:
    """Whether there is a file."""
    return _os.path.isfile(path)


@_failing_clearly
def stat(path: PathText) -> Stat:
    """What is known of a file or directory."""
    found = _os.stat(path)
    is_directory = _os.path.isdir(path)
    return Stat(_os.path.abspath(path), is_directory, found.st_size, found.st_mtime, get_version(path))


@_failing_clearly
def get_version(path: PathText) -> int:
    """How often a file was written, as far as it is known; 0 for a directory."""
    return _call("fileVersion", _os.fspath(path))


@_failing_clearly
def versions(path: PathText = ".") -> dict[str, int]:
    """The versions of all files in a directory and below, by their absolute paths."""
    return {file: get_version(file) for file in iter_files(path) if _os.path.exists(file)}


def _version_or_0(path):
    try:
        return _call("fileVersion", _os.fspath(path))
    except FileNotFoundError:
        return 0
`;
