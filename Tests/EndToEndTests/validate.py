"""Validates JSON documents against JSON Schemas: validate.py SCHEMAS [NAME FILE]..."""

import json
import sys

import jsonschema


def main() -> int:
    folder, pairs = sys.argv[1], sys.argv[2:]
    failures = 0
    validators = {}
    for name, path in zip(pairs[::2], pairs[1::2]):
        if name not in validators:
            with open(f"{folder}/{name}.schema.json", encoding="utf-8") as file:
                schema = json.load(file)
            kind = jsonschema.validators.validator_for(schema)
            kind.check_schema(schema)
            validators[name] = kind(schema)
        with open(path, encoding="utf-8") as file:
            document = json.load(file)
        for error in validators[name].iter_errors(document):
            failures += 1
            print(f"{path}: {list(error.absolute_path)}: {error.message[:300]}")
    print(f"{len(pairs) // 2} documents {'INVALID' if failures else 'valid'}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
