"""api/openapi.yaml for tests: its operations, and what a value lacks of one of its schemas."""
import pathlib
import re

import yaml

DOCUMENT = yaml.safe_load((pathlib.Path(__file__).resolve().parent.parent / "api" / "openapi.yaml")
                          .read_text(encoding="utf-8"))


def resolved(value):
    while "$ref" in value:
        found = DOCUMENT
        for part in value["$ref"][2:].split("/"):
            found = found[part]
        value = found
    return value


def served():
    for path, item in DOCUMENT["paths"].items():
        for method, operation in item.items():
            yield method.upper(), path, operation


def body_of(operation):
    content = operation.get("requestBody", {}).get("content", {})
    return next(iter(content.items()), (None, {}))


def lacks(schema, value, at=""):
    """What a value lacks of a schema, or None. A second reading of the standard, apart from ours."""
    schema = resolved(schema)
    for part in schema.get("allOf", []):
        wrong = lacks(part, value, at)
        if wrong:
            return wrong
    if "oneOf" in schema and sum(not lacks(one, value, at) for one in schema["oneOf"]) != 1:
        return f"{at}: fits none or several of its forms"
    kinds = {"object": dict, "array": list, "string": str, "boolean": bool}
    kind = schema.get("type")
    if isinstance(kind, list):
        if value is None and "null" in kind:
            return None
        kind = next(one for one in kind if one != "null")
    if kind == "null" and value is not None:
        return f"{at}: not null"
    if kind == "integer" and (not isinstance(value, int) or isinstance(value, bool)):
        return f"{at}: no integer: {value!r:.100}"
    if kind in kinds and not isinstance(value, kinds[kind]):
        return f"{at}: no {kind}: {value!r:.100}"
    if "enum" in schema and value not in schema["enum"]:
        return f"{at}: {value!r} is not among {schema['enum']}"
    if isinstance(value, str):
        if len(value) > schema.get("maxLength", len(value)):
            return f"{at}: too long"
        if "pattern" in schema and not re.search(schema["pattern"], value):
            return f"{at}: {value!r} does not fit"
    if isinstance(value, int) and value < schema.get("minimum", value):
        return f"{at}: {value} is too small"
    if isinstance(value, dict):
        for name in schema.get("required", []):
            if name not in value:
                return f"{at}: no member {name}"
        others = schema.get("additionalProperties")
        for name, one in value.items():
            member = schema.get("properties", {}).get(name, others)
            if isinstance(member, dict):
                wrong = lacks(member, one, f"{at}/{name}")
                if wrong:
                    return wrong
    if isinstance(value, list) and "items" in schema:
        for i, one in enumerate(value):
            wrong = lacks(schema["items"], one, f"{at}/{i}")
            if wrong:
                return wrong
    return None
