import MarginModel

/// Reads the members of one object by name and remembers which names were asked for, so that a
/// misspelt key is reported and never silently ignored.
struct JSONObjectReader {
    let problems: JSONProblems
    let object: Int
    private var asked: [StaticString] = []
    /// The same of names that are made at run time.
    private var askedNames: [String] = []
    /// How many members no name has been asked for yet: at none, nothing is left to look for.
    private var unreadCount = 0
    /// The key after the last one found: members mostly come in the order they are asked for.
    private var cursor: Int
    /// A bit for the length and the first byte of each key: most names that are not there show by it.
    private var keyBits: UInt64 = 0

    private var document: JSONDocument { problems.document }

    init(problems: JSONProblems, object: Int) {
        self.problems = problems
        self.object = object
        cursor = object + 1
        asked.reserveCapacity(24)
        let document = problems.document
        let past = Int(document.nodes[object].next)
        while cursor < past {
            unreadCount += 1
            keyBits |= document.keyBits(cursor)
            cursor = Int(document.nodes[cursor + 1].next)
        }
        cursor = object + 1
    }

    /// Where the object starts.
    var offset: Int { document.offset(of: object) }

    /// The value under `name`. `nil` when it is absent, `null` or an empty text. A name is asked for
    /// once: what is still unread is counted by it.
    mutating func value(_ name: StaticString) -> JSONValue? {
        guard let value = member(name), !value.isAbsent else { return nil }
        return value
    }

    private mutating func member(_ name: StaticString) -> JSONValue? {
        asked.append(name)
        guard unreadCount > 0, keyBits & JSONDocument.keyBit(name) != 0 else { return nil }
        let past = Int(document.nodes[object].next)
        guard let key = find(name, in: cursor..<past) ?? find(name, in: object + 1..<cursor) else {
            return nil
        }
        unreadCount -= 1
        cursor = Int(document.nodes[key + 1].next)
        return JSONValue(problems: problems, node: key + 1, keyNode: key)
    }

    private func find(_ name: StaticString, in members: Range<Int>) -> Int? {
        var key = members.lowerBound
        while key < members.upperBound {
            if document.key(key, is: name) { return key }
            key = Int(document.nodes[key + 1].next)
        }
        return nil
    }

    /// Whether the object has the key at all, whatever its value.
    func has(_ name: StaticString) -> Bool {
        find(name, in: object + 1..<Int(document.nodes[object].next)) != nil
    }

    /// The value under `name`, reported when there is none: where it stands empty, or at the object.
    mutating func required(_ name: StaticString, hint: String? = nil) -> JSONValue? {
        let member = member(name)
        if let member, !member.isAbsent { return member }
        problems.report(
            id: "missing-key", kind: .form, at: member?.offset ?? offset,
            "\(name) is \(member == nil ? "missing" : "empty")",
            hint: hint
                ?? (document.notation == .csv
                    ? "Fill the cell in"
                    : member != nil
                        ? "Write its value here"
                        : document.notation == .yaml
                            ? "Add a line `\(name): …`" : "Add \"\(name)\" to this object"))
        return nil
    }

    /// Accepts `name` without reading it.
    mutating func ignore(_ name: StaticString) { _ = value(name) }

    mutating func text(_ name: StaticString) -> String? { value(name)?.line() }

    /// A text that must be there. The empty text stands in for a missing one, which is reported.
    mutating func requiredText(_ name: StaticString) -> String { required(name)?.line() ?? "" }

    mutating func decimal(_ name: StaticString, _ range: NumberRange = .any) -> Decimal? {
        value(name)?.decimal(range)
    }

    mutating func instant(_ name: StaticString) -> Instant? { value(name)?.instant() }

    mutating func choice<Choice>(_ name: StaticString, of type: Choice.Type) -> Choice?
    where Choice: RawRepresentable<String> & CaseIterable {
        value(name)?.choice(of: type)
    }

    /// In YAML a key without a value is an error: a draft is not published because its author did not
    /// finish the line.
    mutating func flag(_ name: StaticString) -> Bool? {
        guard let value = member(name), !value.isAbsent || document.notation == .yaml else {
            return nil
        }
        return value.flag()
    }

    /// What `read` makes of the object under `name`.
    mutating func object<Record>(
        _ name: StaticString, _ read: (inout JSONObjectReader) -> Record?
    ) -> Record? {
        guard var member = value(name)?.object() else { return nil }
        let record = read(&member)
        member.reportUnknownKeys()
        return record
    }

    /// What `read` makes of each object in the list under `name`; none when there is no list.
    mutating func list<Record>(
        _ name: StaticString, _ read: (inout JSONObjectReader) -> Record?
    ) -> [Record] {
        guard let list = value(name) else { return [] }
        return Self.records(of: list, read)
    }

    /// The same for a list that must be there.
    mutating func requiredList<Record>(
        _ name: StaticString, _ read: (inout JSONObjectReader) -> Record?
    ) -> [Record] {
        guard let list = required(name) else { return [] }
        return Self.records(of: list, read)
    }

    /// What `read` makes of each object in `list`.
    static func records<Record>(
        of list: JSONValue, _ read: (inout JSONObjectReader) -> Record?
    ) -> [Record] {
        var records: [Record] = []
        list.forEachElement { element in
            guard var member = element.object() else { return }
            let record = read(&member)
            member.reportUnknownKeys()
            if let record { records.append(record) }
        }
        return records
    }

    /// The texts in the list under `name`; none when there is no list.
    mutating func texts(_ name: StaticString) -> [String] {
        value(name)?.elements()?.compactMap { $0.text() } ?? []
    }

    /// The values of keys that are the names of `fields`.
    mutating func values<Field>(
        of fields: [Field], named name: (Field) -> String
    ) -> [(field: Field, value: JSONValue)] {
        askedNames += fields.map(name)
        let found = members().compactMap { member in
            fields.first { name($0) == member.name }.map { ($0, member.value) }
        }
        unreadCount -= found.count
        return found.filter { !$0.1.isAbsent }
    }

    /// All members, in the order they stand in, for objects whose keys are data.
    func members() -> [(name: String, value: JSONValue)] {
        keys().map {
            (document.text(of: $0), JSONValue(problems: problems, node: $0 + 1, keyNode: $0))
        }
    }

    /// The values alone.
    func values() -> [JSONValue] {
        keys().map { JSONValue(problems: problems, node: $0 + 1, keyNode: $0) }
    }

    /// Reports every key that was not asked for. To be called last.
    func reportUnknownKeys() {
        guard unreadCount > 0 else { return }
        for key in keys() where !asked.contains(where: { document.key(key, is: $0) }) {
            let name = document.text(of: key)
            guard !askedNames.contains(name) else { continue }
            let known = Set(asked.map(\.description) + askedNames)
            problems.report(
                problems.unknownKeys, id: "unknown-key", at: document.offset(of: key),
                "\(quoted(name)) is not a known key and has no effect",
                hint: nearestName(to: name, among: known).map { "Did you mean '\($0)'?" }
                    ?? "Remove it. Known: " + known.sorted().joined(separator: ", "))
        }
    }

    /// Whether there are keys that have not been asked for.
    var hasUnknownKeys: Bool { unreadCount > 0 }

    private func keys() -> [Int] {
        var keys: [Int] = []
        var key = object + 1
        while key < Int(document.nodes[object].next) {
            keys.append(key)
            key = Int(document.nodes[key + 1].next)
        }
        return keys
    }
}
