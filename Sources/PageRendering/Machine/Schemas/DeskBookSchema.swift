import MarginModel
import MarginRules

/// JSON Schema of a desk's `book.json`.
let deskBookSchema = """
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "All accounts of a run together",
      "type": "object",
      "additionalProperties": false,
      "required": [\(members.map { "\"\($0.0)\"" }.joined(separator: ", "))],
      "properties": {
    \(members.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ",\n"))
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

private let members = [
    ("schema", #"{"const": "marginalia/book/1"}"#), ("clock", AuditSchema.instant),
    ("part", AuditSchema.optionalText), ("oldestAsOf", AuditSchema.optionalInstant),
    ("newestAsOf", AuditSchema.optionalInstant), ("accounts", AuditSchema.whole),
    ("firstReports", AuditSchema.whole),
    (
        "states",
        AuditSchema.list(
            AuditSchema.object([("state", AuditSchema.state), ("accounts", AuditSchema.whole)]))
    ),
    (
        "transitions",
        AuditSchema.list(
            AuditSchema.object([
                ("from", AuditSchema.state), ("to", AuditSchema.state),
                ("accounts", AuditSchema.whole),
            ]))
    ),
    (
        "money",
        AuditSchema.list(
            AuditSchema.object([
                ("asset", AuditSchema.text), ("deficit", AuditSchema.decimal),
                ("poolsShort", AuditSchema.whole), ("excess", AuditSchema.decimal),
                ("poolsOver", AuditSchema.whole),
            ]))
    ),
    ("poolsNotCounted", AuditSchema.whole), ("nearest", listed(account)),
    ("pastTrigger", listed(account)), ("changed", listed(account)),
    ("curve", AuditSchema.object([("down", curve), ("up", curve)])),
    (
        "concentration",
        AuditSchema.object([
            ("assets", AuditSchema.list(share)), ("venues", AuditSchema.list(share)),
            ("positionsNotCounted", AuditSchema.whole),
        ])
    ),
    (
        "sheets",
        AuditSchema.list(
            AuditSchema.object([
                ("venue", AuditSchema.choice(Venue.allCases.map(\.rawValue))),
                ("asOf", AuditSchema.text), ("source", AuditSchema.text),
                ("accounts", AuditSchema.whole),
            ]))
    ),
    (
        "failed",
        listed(
            AuditSchema.object([
                ("place", AuditSchema.text), ("code", AuditSchema.text),
                ("message", AuditSchema.text),
            ]))
    ),
    ("comparedWith", AuditSchema.optionalText),
    ("missing", listed(AuditSchema.object([("id", AuditSchema.text)]))),
]

/// A count, and those of them that come first.
private func listed(_ item: String) -> String {
    AuditSchema.object([("count", AuditSchema.whole), ("listed", AuditSchema.list(item))])
}

private let account = AuditSchema.object([
    ("id", AuditSchema.text), ("venue", AuditSchema.choice(Venue.allCases.map(\.rawValue))),
    ("state", AuditSchema.state),
    (
        "stateBy",
        AuditSchema.optional(AuditSchema.choice(StateCause.allCases.map(\.rawValue)))
    ), ("asOf", AuditSchema.instant), ("report", AuditSchema.optionalText),
    ("ratio", AuditSchema.figure), ("deficit", AuditSchema.figure),
    ("asset", AuditSchema.optionalText), ("movePercent", AuditSchema.figure),
    ("symbol", AuditSchema.optionalText), ("change", AuditSchema.optional(change)),
])

private let change = AuditSchema.object([
    ("before", AuditSchema.state), ("since", AuditSchema.instant),
    ("equityBefore", AuditSchema.figure), ("equity", AuditSchema.figure),
    ("requirementBefore", AuditSchema.figure), ("requirement", AuditSchema.figure),
    (
        "effect",
        AuditSchema.optional(AuditSchema.choice(DeskChange.Effect.allCases.map(\.rawValue)))
    ), ("amount", AuditSchema.figure), ("symbol", AuditSchema.optionalText),
    ("reasons", AuditSchema.list(AuditSchema.text)),
])

private let curve = AuditSchema.object([
    ("pastTrigger", AuditSchema.whole), ("noMove", AuditSchema.whole),
    ("notKnown", AuditSchema.whole), ("beyond", AuditSchema.whole),
    (
        "points",
        AuditSchema.list(
            AuditSchema.object([
                ("movePercent", AuditSchema.decimal), ("fallen", AuditSchema.whole),
                ("nextPercent", AuditSchema.figure),
            ]))
    ),
])

private let share = AuditSchema.object([
    ("name", AuditSchema.optionalText), ("asset", AuditSchema.text),
    ("long", AuditSchema.decimal), ("short", AuditSchema.decimal),
    ("positions", AuditSchema.whole), ("share", AuditSchema.figure),
])
