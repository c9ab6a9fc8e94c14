"""As much of JSON Schema (draft 2020-12) as the record's own schema uses; the rest is an error."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_TYPES: Mapping[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}
_TELLS_NOTHING = {"title", "description", "$schema", "$defs", "default", "format"}


@dataclass(frozen=True)
class _Place:
    """Something in the data, where it stands, and the schema that it is checked against."""

    schema: Mapping[str, Any]
    data: Any
    root: Mapping[str, Any]
    path: str

    def part(self, schema: Mapping[str, Any], data: object, step: str) -> "_Place":
        """Return a part of it."""
        return _Place(schema, data, self.root, self.path + step)


def faults(schema: Mapping[str, Any], data: object) -> list[str]:
    """Return why ``data`` does not satisfy ``schema``, nothing when it does."""
    return list(_faults(_Place(schema, data, schema, "record")))


def _faults(at: _Place) -> Iterator[str]:
    for keyword, wanted in at.schema.items():
        if keyword in _TELLS_NOTHING:
            continue
        if keyword not in _KEYWORDS:
            raise NotImplementedError(f"{at.path}: the schema uses {keyword}, unknown here")
        yield from _KEYWORDS[keyword](at, wanted)


def _reference(at: _Place, wanted: str) -> Iterator[str]:
    schema: Any = at.root
    for name in wanted.removeprefix("#/").split("/"):
        schema = schema[name]
    yield from _faults(at.part(schema, at.data, ""))


def _any_of(at: _Place, wanted: list[Mapping[str, Any]]) -> Iterator[str]:
    if all(list(_faults(at.part(option, at.data, ""))) for option in wanted):
        yield f"{at.path}: fits none of the alternatives"


def _type(at: _Place, wanted: str) -> Iterator[str]:
    # JSON's true and false are no numbers, though Python's are.
    mistaken = isinstance(at.data, bool) and wanted != "boolean"
    if mistaken or not isinstance(at.data, _TYPES[wanted]):
        yield f"{at.path}: is not of type {wanted}"


def _enum(at: _Place, wanted: list[object]) -> Iterator[str]:
    if at.data not in wanted:
        yield f"{at.path}: is not one of {wanted}"


def _const(at: _Place, wanted: object) -> Iterator[str]:
    yield from _enum(at, [wanted])


def _required(at: _Place, wanted: list[str]) -> Iterator[str]:
    if isinstance(at.data, dict):
        yield from (f"{at.path}.{name}: is missing" for name in wanted if name not in at.data)


def _properties(at: _Place, wanted: Mapping[str, Any]) -> Iterator[str]:
    if isinstance(at.data, dict):
        for name in wanted.keys() & at.data.keys():
            yield from _faults(at.part(wanted[name], at.data[name], f".{name}"))


def _additional(at: _Place, wanted: bool | Mapping[str, Any]) -> Iterator[str]:
    if not isinstance(at.data, dict):
        return
    for name in at.data.keys() - at.schema.get("properties", {}).keys():
        if isinstance(wanted, Mapping):
            yield from _faults(at.part(wanted, at.data[name], f".{name}"))
        elif not wanted:
            yield f"{at.path}.{name}: is not known"


def _items(at: _Place, wanted: Mapping[str, Any]) -> Iterator[str]:
    if isinstance(at.data, list):
        for number, item in enumerate(at.data):
            yield from _faults(at.part(wanted, item, f"[{number}]"))


_KEYWORDS: Mapping[str, Callable[[_Place, Any], Iterator[str]]] = {
    "$ref": _reference,
    "anyOf": _any_of,
    "type": _type,
    "enum": _enum,
    "const": _const,
    "required": _required,
    "properties": _properties,
    "additionalProperties": _additional,
    "items": _items,
}
