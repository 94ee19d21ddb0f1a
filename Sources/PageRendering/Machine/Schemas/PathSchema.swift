/// JSON Schema of `plan --path --json`.
let pathSchema = """
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "An account along a path of prices",
      "type": "object",
      "additionalProperties": false,
      "required": ["schema", "id", "path"],
      "properties": {
        "schema": {"const": "marginalia/path/1"},
        "id": {"type": "string"},
        "path": \(AuditSchema.row(path))
      },
      "$defs": {
        "decimal": {"type": "string", "pattern": "^-?[0-9]+(\\\\.[0-9]*[1-9])?$"},
        "figure": {"anyOf": [{"$ref": "#/$defs/decimal"}, {"type": "null"}]},
        "state": {
          "enum": ["healthy", "watch", "call", "liquidation", "bankrupt", "incomplete"]
        }
      }
    }
    """

private let path = AuditSchema.object([
    ("callAt", AuditSchema.optionalInstant), ("cureAt", AuditSchema.optionalInstant),
    ("liquidationAt", AuditSchema.optionalInstant),
    ("maximumPriceAgeSeconds", AuditSchema.whole), ("steps", AuditSchema.list(step)),
])

private let step = AuditSchema.object([
    ("at", AuditSchema.instant), ("state", AuditSchema.state), ("equity", AuditSchema.figure),
    ("requirement", AuditSchema.figure), ("ratio", AuditSchema.figure),
    ("events", AuditSchema.list(event)), ("missing", AuditSchema.list(AuditSchema.text)),
])

private let event = AuditSchema.object([
    ("kind", AuditSchema.choice(["credited", "funding", "funding-unknown"])),
    ("symbol", AuditSchema.optionalText), ("asset", AuditSchema.optionalText),
    ("amount", AuditSchema.figure),
])
