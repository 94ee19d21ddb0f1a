package import MarginModel
package import MarginRules

/// What machine-readable output can hold: how it is written, and what a schema says of it.
package protocol MachineValue {
    static func write(_ value: Self, to json: inout JSONWriter)
    static func schema(_ book: SchemaBook) -> Schema
    /// The same where `null` may stand for it.
    static func optionalSchema(_ book: SchemaBook) -> Schema
}

extension MachineValue {
    package static func optionalSchema(_ book: SchemaBook) -> Schema {
        .object([("anyOf", .list([schema(book), .object([("type", "null")])]))])
    }
}

extension Optional: MachineValue where Wrapped: MachineValue {
    package static func write(_ value: Wrapped?, to json: inout JSONWriter) {
        if let value { Wrapped.write(value, to: &json) } else { json.null() }
    }

    package static func schema(_ book: SchemaBook) -> Schema { Wrapped.optionalSchema(book) }
}

extension Array: MachineValue where Element: MachineValue {
    package static func write(_ value: [Element], to json: inout JSONWriter) {
        json.array { json in for element in value { Element.write(element, to: &json) } }
    }

    package static func schema(_ book: SchemaBook) -> Schema {
        .object([("type", "array"), ("items", Element.schema(book))])
    }
}

/// A value of one of JSON's own types.
package protocol MachineScalar: MachineValue {
    static var typeName: Schema { get }
}

extension MachineScalar {
    package static func schema(_ book: SchemaBook) -> Schema { .object([("type", typeName)]) }

    package static func optionalSchema(_ book: SchemaBook) -> Schema {
        .object([("type", .list([typeName, "null"]))])
    }
}

extension String: MachineScalar {
    package static var typeName: Schema { "string" }

    package static func write(_ value: String, to json: inout JSONWriter) { json.string(value) }
}

extension Int: MachineScalar {
    package static var typeName: Schema { "integer" }

    package static func write(_ value: Int, to json: inout JSONWriter) { json.integer(value) }
}

extension Bool: MachineScalar {
    package static var typeName: Schema { "boolean" }

    package static func write(_ value: Bool, to json: inout JSONWriter) { json.bool(value) }
}

/// A number, as the text of its digits.
package protocol MachineFigure: MachineValue, ASCIIText {}

extension MachineFigure {
    package static func write(_ value: Self, to json: inout JSONWriter) { json.value(value) }

    package static func schema(_ book: SchemaBook) -> Schema {
        book.definition("decimal") { _ in
            .object([
                ("type", "string"),
                (
                    "description",
                    "Plain digits, no exponent, no trailing zeros; exact, or 24 significant digits."
                ), ("pattern", #"^-?[0-9]+(\.[0-9]*[1-9])?$"#),
            ])
        }
    }

    package static func optionalSchema(_ book: SchemaBook) -> Schema {
        book.definition("figure") { book in
            .object([
                ("description", "null: none, or withheld; reasons say why."),
                ("anyOf", .list([schema(book), .object([("type", "null")])])),
            ])
        }
    }
}

extension Exact: MachineFigure {}
extension Decimal: MachineFigure {}

extension Instant: MachineValue {
    package static func write(_ value: Instant, to json: inout JSONWriter) { json.value(value) }

    package static func schema(_ book: SchemaBook) -> Schema {
        book.definition("instant") { _ in
            .object([
                ("type", "string"), ("format", "date-time"),
                (
                    "pattern",
                    #"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,3})?Z$"#
                ),
            ])
        }
    }
}

extension SheetDate: MachineValue {
    package static func write(_ value: SheetDate, to json: inout JSONWriter) { json.value(value) }

    package static func schema(_ book: SchemaBook) -> Schema {
        .object([("type", "string"), ("pattern", "^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$")])
    }
}

/// One of a few names.
package protocol MachineChoice: MachineValue, RawRepresentable<String>, CaseIterable {
    /// Under which name a schema has its list once, where many members hold it.
    static var definition: String? { get }
}

extension MachineChoice {
    package static var definition: String? { nil }

    package static func write(_ value: Self, to json: inout JSONWriter) {
        json.string(value.rawValue)
    }

    private static var names: [Schema] { allCases.map { .text($0.rawValue) } }

    package static func schema(_ book: SchemaBook) -> Schema {
        guard let definition else { return .object([("enum", .list(names))]) }
        return book.definition(definition) { _ in .object([("enum", .list(names))]) }
    }

    package static func optionalSchema(_ book: SchemaBook) -> Schema {
        .object([("enum", .list(names + [.null]))])
    }
}

extension Venue: MachineChoice {}
extension PositionSide: MachineChoice {}
extension MarginMode: MachineChoice {}
extension ReasonCode: MachineChoice {}
extension ReportExtent: MachineChoice {}
extension AccountState: MachineChoice {
    package static var definition: String? { "state" }
}

/// A finding, or why there is none: of `value` and `why` one is `null`.
extension AuditRow: MachineValue where Finding: MachineValue {
    package static func write(_ row: AuditRow<Finding>, to json: inout JSONWriter) {
        json.object { json in
            json.key("value")
            Finding?.write(row.finding, to: &json)
            json.key("why")
            json.value(row.gap)
        }
    }

    package static func schema(_ book: SchemaBook) -> Schema {
        Schema.record([
            ("value", Finding.optionalSchema(book)), ("why", String.optionalSchema(book)),
        ])
    }
}
