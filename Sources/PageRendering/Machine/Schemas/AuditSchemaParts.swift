/// What the audit's schema is put together from.
extension AuditSchema {
    static let text = #"{"type": "string"}"#
    static let optionalText = #"{"type": ["string", "null"]}"#
    static let whole = #"{"type": "integer"}"#
    static let flag = #"{"type": "boolean"}"#
    static let optionalFlag = #"{"type": ["boolean", "null"]}"#
    static let figure = ##"{"$ref": "#/$defs/figure"}"##
    static let decimal = ##"{"$ref": "#/$defs/decimal"}"##
    static let state = ##"{"$ref": "#/$defs/state"}"##
    static let side = #"{"enum": ["long", "short"]}"#
    static let instant = #"{"type": "string", "format": "date-time"}"#
    static let optionalInstant = #"{"type": ["string", "null"], "format": "date-time"}"#

    static func object(_ members: [(String, String)]) -> String {
        let names = members.map { "\"\($0.0)\"" }.joined(separator: ", ")
        let properties = members.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ",\n")
        return """
            {
              "type": "object",
              "additionalProperties": false,
              "required": [\(names)],
              "properties": {
            \(properties)
              }
            }
            """
    }

    static func list(_ item: String) -> String { #"{"type": "array", "items": \#(item)}"# }

    static func optional(_ schema: String) -> String {
        #"{"anyOf": [\#(schema), {"type": "null"}]}"#
    }

    static func choice(_ values: [String]) -> String {
        #"{"enum": [\#(values.map { "\"\($0)\"" }.joined(separator: ", "))]}"#
    }

    /// A finding, or why there is none.
    static func row(_ value: String) -> String {
        object([("value", optional(value)), ("why", optionalText)])
    }
}
