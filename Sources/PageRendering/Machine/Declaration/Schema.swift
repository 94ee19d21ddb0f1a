/// A JSON Schema or a part of one.
package indirect enum Schema: Sendable, ExpressibleByStringLiteral {
    case object([(String, Schema)])
    case list([Schema])
    case text(String)
    case flag(Bool)
    case number(Int)
    case null

    package init(stringLiteral text: String) { self = .text(text) }

    /// An object that has these members and no other.
    static func record(_ members: [(String, Schema)], optional: Set<String> = []) -> Schema {
        .object([
            ("type", "object"), ("additionalProperties", .flag(false)),
            ("required", .list(members.filter { !optional.contains($0.0) }.map { .text($0.0) })),
            ("properties", .object(members)),
        ])
    }

    static func choice(_ names: [String], orNull: Bool = false) -> Schema {
        .object([("enum", .list(names.map { .text($0) } + (orNull ? [.null] : [])))])
    }

    static func matching(_ pattern: String) -> Schema {
        .object([("type", "string"), ("pattern", .text(pattern))])
    }

    func noted(_ note: String?) -> Schema {
        guard let note, case .object(let members) = self else { return self }
        return .object([("description", .text(note))] + members)
    }

    /// The names of definitions that it refers to.
    fileprivate var references: [String] {
        switch self {
        case .object(let members):
            members.flatMap { name, value in
                guard name == "$ref", case .text(let place) = value else { return value.references }
                return [String(place.dropFirst(SchemaBook.place.count))]
            }
        case .list(let elements): elements.flatMap(\.references)
        case .text, .flag, .number, .null: []
        }
    }

    fileprivate func write(to json: inout JSONWriter) {
        switch self {
        case .object(let members):
            json.object { json in
                for (name, value) in members {
                    json.key(name)
                    value.write(to: &json)
                }
            }
        case .list(let elements):
            json.array { json in for element in elements { element.write(to: &json) } }
        case .text(let text): json.string(text)
        case .flag(let flag): json.bool(flag)
        case .number(let number): json.integer(number)
        case .null: json.null()
        }
    }

    /// A whole schema (draft 2020-12), with the definitions that it refers to.
    static func document(
        _ title: String, _ members: (SchemaBook) -> [(String, Schema)]
    ) -> String {
        let book = SchemaBook()
        let body = members(book)
        let document = Schema.object(
            [
                ("$schema", "https://json-schema.org/draft/2020-12/schema"),
                ("title", .text(title)),
            ] + body + [("$defs", .object(book.definitions(for: body)))])
        var json = JSONWriter(pretty: true)
        document.write(to: &json)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    /// The schema of a record that is a file or a line by itself.
    static func document(
        _ title: String, of record: (some MachineRecord).Type,
        without: Set<String> = [], requiring: Set<String> = []
    ) -> String {
        document(title) { book in
            guard case .object(let parts) = record.schema(book) else { return [] }
            return parts.map { name, part in
                switch (name, part) {
                case ("required", .list(let names)):
                    (name, .list(names + requiring.sorted().map { .text($0) }))
                case ("properties", .object(let members)):
                    (name, .object(members.filter { !without.contains($0.0) }))
                default: (name, part)
                }
            }
        }
    }
}

/// What the members of a schema refer to by name.
package final class SchemaBook {
    fileprivate static let place = "#/$defs/"
    private var definitions: [(String, Schema)] = []

    /// Those that `members` or others of them refer to.
    fileprivate func definitions(for members: [(String, Schema)]) -> [(String, Schema)] {
        var names: Set<String> = []
        var rest = Schema.object(members).references
        while let name = rest.popLast() {
            guard names.insert(name).inserted else { continue }
            rest += definitions.first { $0.0 == name }?.1.references ?? []
        }
        return definitions.filter { names.contains($0.0) }
    }

    /// A reference to what `name` stands for, which `make` makes the first time.
    func definition(_ name: String, _ make: (SchemaBook) -> Schema) -> Schema {
        if !definitions.contains(where: { $0.0 == name }) {
            let place = definitions.count
            definitions.append((name, .null))
            definitions[place].1 = make(self)
        }
        return .object([("$ref", .text(Self.place + name))])
    }
}
