import MarginModel

/// A type whose members machine-readable output has: declared once, from which its JSON and its JSON
/// Schema are made.
///
///     extension Move: MachineRecord {
///         static func declare(_ out: inout some MemberSink<Move>) {
///             out.member("percent") { $0.percent }
///             out.member("symbol", "null: of all marks together.") { $0.symbol }
///         }
///     }
///
/// What a member holds follows from the type of its value: an optional one may be `null`.
package protocol MachineRecord: MachineValue {
    /// Under which name a schema has it once, where several members hold it.
    static var definition: String? { get }
    static func declare(_ out: inout some MemberSink<Self>)
}

/// Where the members of a record go, in their order.
package protocol MemberSink<Value> {
    associatedtype Value

    /// - Parameters:
    ///   - note: What is not said by the name: for readers of the schema.
    ///   - schema: In place of what its type says, where that is too wide.
    mutating func member<Kind: MachineValue>(
        _ name: StaticString, _ note: String?, schema: @autoclosure () -> Schema?,
        _ value: (Value) -> Kind)

    /// A member that is left out where there is no value.
    mutating func optional<Kind: MachineValue>(
        _ name: StaticString, _ note: String?, schema: @autoclosure () -> Schema?,
        _ value: (Value) -> Kind?)

    /// Members of the same value, grouped in an object.
    mutating func group(_ name: StaticString, _ note: String?, _ members: (inout Self) -> Void)
}

extension MemberSink {
    @inline(__always)
    mutating func member<Kind: MachineValue>(
        _ name: StaticString, _ note: String? = nil, _ value: (Value) -> Kind
    ) {
        member(name, note, schema: nil, value)
    }

    @inline(__always)
    mutating func optional<Kind: MachineValue>(
        _ name: StaticString, _ note: String? = nil, _ value: (Value) -> Kind?
    ) {
        optional(name, note, schema: nil, value)
    }

    @inline(__always)
    mutating func group(_ name: StaticString, _ members: (inout Self) -> Void) {
        group(name, nil, members)
    }

    /// A list that is left out where it is empty.
    @inline(__always)
    mutating func listed<Kind: MachineValue>(
        _ name: StaticString, _ note: String? = nil, _ value: (Value) -> [Kind]
    ) {
        optional(name, note, schema: nil) {
            let list = value($0)
            return list.isEmpty ? nil : list
        }
    }

    @inline(__always)
    mutating func constant(_ name: StaticString, _ text: String) {
        member(name, nil, schema: .object([("const", .text(text))])) { _ in text }
    }
}

extension MachineRecord {
    package static var definition: String? { nil }

    package static func write(_ value: Self, to json: inout JSONWriter) {
        json.object { write(membersOf: value, to: &$0) }
    }

    static func write(membersOf value: Self, to json: inout JSONWriter) {
        withUnsafeMutablePointer(to: &json) { json in
            var sink = JSONSink(json: json, value: value)
            declare(&sink)
        }
    }

    package static func schema(_ book: SchemaBook) -> Schema {
        guard let definition else { return members(book) }
        return book.definition(definition, members)
    }

    private static func members(_ book: SchemaBook) -> Schema {
        var sink = SchemaSink<Self>(book: book)
        declare(&sink)
        return sink.record
    }
}

/// Writes the members of one value.
private struct JSONSink<Value>: MemberSink {
    let json: UnsafeMutablePointer<JSONWriter>
    let value: Value

    @inline(__always)
    mutating func member<Kind: MachineValue>(
        _ name: StaticString, _: String?, schema _: @autoclosure () -> Schema?,
        _ member: (Value) -> Kind
    ) {
        json.pointee.key(name)
        Kind.write(member(value), to: &json.pointee)
    }

    @inline(__always)
    mutating func optional<Kind: MachineValue>(
        _ name: StaticString, _: String?, schema _: @autoclosure () -> Schema?,
        _ member: (Value) -> Kind?
    ) {
        guard let value = member(value) else { return }
        json.pointee.key(name)
        Kind.write(value, to: &json.pointee)
    }

    @inline(__always)
    mutating func group(_ name: StaticString, _: String?, _ members: (inout Self) -> Void) {
        json.pointee.key(name)
        json.pointee.open("{")
        members(&self)
        json.pointee.close("}")
    }
}

/// Notes the members that a value has.
private struct SchemaSink<Value>: MemberSink {
    let book: SchemaBook
    private var members: [(String, Schema)] = []
    private var optional: Set<String> = []

    init(book: SchemaBook) { self.book = book }

    var record: Schema { .record(members, optional: optional) }

    mutating func member<Kind: MachineValue>(
        _ name: StaticString, _ note: String?, schema: @autoclosure () -> Schema?,
        _: (Value) -> Kind
    ) {
        members.append((name.description, (schema() ?? Kind.schema(book)).noted(note)))
    }

    mutating func optional<Kind: MachineValue>(
        _ name: StaticString, _ note: String?, schema: @autoclosure () -> Schema?,
        _: (Value) -> Kind?
    ) {
        members.append((name.description, (schema() ?? Kind.schema(book)).noted(note)))
        optional.insert(name.description)
    }

    mutating func group(
        _ name: StaticString, _ note: String?, _ members: (inout Self) -> Void
    ) {
        var inner = SchemaSink(book: book)
        members(&inner)
        self.members.append((name.description, inner.record.noted(note)))
    }
}
