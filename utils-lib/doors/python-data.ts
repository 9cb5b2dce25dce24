/** The functions of the module `data` for Python guests, who call them with functions of their own. */

/** Python source. */
export const pythonData: string = `
def group_by(items: Iterable[Any], key_func: Callable[[Any], Any]) -> dict[Any, list[Any]]:
    """Collects items under their key, in their order.

    Args:
        items: What to group.
        key_func: Gives the key of an item, which must be hashable.

    Returns:
        A list of items for each key, the keys in the order in which they first came.
    """
    groups: dict[Any, list[Any]] = {}
    for item in items:
        groups.setdefault(key_func(item), []).append(item)
    return groups


def filter_by(items: Iterable[Any], predicate: Callable[[Any], Any]) -> list[Any]:
    """The items for which a function gives something true.

    Args:
        items: What to choose from.
        predicate: Called with each item.

    Returns:
        The chosen items, in their order.
    """
    return [item for item in items if predicate(item)]


def map_items(items: Iterable[Any], transform: Callable[[Any], Any]) -> list[Any]:
    """What a function makes of each item.

    Args:
        items: What to transform.
        transform: Called with each item.

    Returns:
        Its results, in the order of the items.
    """
    return [transform(item) for item in items]


def sort_by(items: Iterable[Any], key_func: Callable[[Any], Any], reverse: bool = False) -> list[Any]:
    """The items sorted by a key; those with equal keys stay in their order, reversed or not.

    Args:
        items: What to sort.
        key_func: Gives the key of an item.
        reverse: Whether the greatest key comes first.

    Returns:
        A new list.

    Raises:
        TypeError: When two keys have no order.
    """
    return sorted(items, key=key_func, reverse=reverse)


def unique(items: Iterable[Any], key: Callable[[Any], Any] | None = None) -> list[Any]:
    """The first item of each value, or of each value of a key.

    Args:
        items: What to look at; lists and dicts are compared by what they hold.
        key: Gives what to compare; if absent, the item itself.

    Returns:
        The items that are the first of their value, in their order.
    """
    seen = set()
    kept = []
    for item in items:
        identity = _identity(item if key is None else key(item))
        if identity not in seen:
            seen.add(identity)
            kept.append(item)
    return kept


def chunk(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Lists of so many items each, the last one perhaps shorter, made as they are asked for.

    Args:
        items: What to divide.
        size: How many items a list has.

    Returns:
        An iterator of lists.

    Raises:
        ValueError: When the size is less than 1.
    """
    if size < 1:
        raise ValueError(f'Cannot chunk by "{size}": the size must be an integer of at least 1')
    return _chunks(iter(items), size)


def _chunks(items, size):
    while part := list(_islice(items, size)):
        yield part


def _identity(value):
    """Something hashable that is equal for equal values; True is not 1."""
    if isinstance(value, bool):
        return bool, value
    if isinstance(value, (list, tuple)):
        return type(value), *map(_identity, value)
    if isinstance(value, dict):
        return dict, frozenset((key, _identity(item)) for key, item in value.items())
    return value
`;
