import MarginModel

/// Reads the members of one object by name and remembers which names were asked for, so that a
/// misspelt key is reported and never silently ignored.
struct JSONObjectReader {
    let problems: JSONProblems
    private let object: Int
    private var asked: [StaticString] = []
    /// How many members no name has been asked for yet: at none, nothing is left to look for.
    private var unreadCount = 0
    /// The key after the last one found: members mostly come in the order they are asked for.
    private var cursor: Int

    private var document: JSONDocument { problems.document }

    init(problems: JSONProblems, object: Int) {
        self.problems = problems
        self.object = object
        cursor = object + 1
        asked.reserveCapacity(24)
        let nodes = problems.document.nodes
        let past = Int(nodes[object].next)
        while cursor < past {
            unreadCount += 1
            cursor = Int(nodes[cursor + 1].next)
        }
        cursor = object + 1
    }

    /// Where the object starts.
    var offset: Int { Int(document.nodes[object].start) }

    /// The value under `name`. `nil` when it is absent, `null` or an empty text. A name is asked for
    /// once: what is still unread is counted by it.
    mutating func value(_ name: StaticString) -> JSONValue? {
        asked.append(name)
        guard unreadCount > 0 else { return nil }
        let past = Int(document.nodes[object].next)
        guard let key = find(name, in: cursor..<past) ?? find(name, in: object + 1..<cursor) else {
            return nil
        }
        unreadCount -= 1
        cursor = Int(document.nodes[key + 1].next)
        let value = JSONValue(problems: problems, node: key + 1, keyNode: key)
        return value.isAbsent ? nil : value
    }

    private func find(_ name: StaticString, in members: Range<Int>) -> Int? {
        var key = members.lowerBound
        while key < members.upperBound {
            if document.key(key, is: name) { return key }
            key = Int(document.nodes[key + 1].next)
        }
        return nil
    }

    /// The value under `name`, reported when there is none.
    mutating func required(_ name: StaticString) -> JSONValue? {
        if let value = value(name) { return value }
        problems.report(
            id: "missing-key", at: offset, "\(name) is missing",
            hint: "Add \"\(name)\" to this object")
        return nil
    }

    /// Accepts `name` without reading it.
    mutating func ignore(_ name: StaticString) { _ = value(name) }

    mutating func text(_ name: StaticString) -> String? { value(name)?.text() }

    mutating func decimal(_ name: StaticString, _ range: NumberRange = .any) -> Decimal? {
        value(name)?.decimal(range)
    }

    mutating func instant(_ name: StaticString) -> Instant? { value(name)?.instant() }

    mutating func choice<Choice>(_ name: StaticString, of type: Choice.Type) -> Choice?
    where Choice: RawRepresentable<String> & CaseIterable {
        value(name)?.choice(of: type)
    }

    mutating func flag(_ name: StaticString) -> Bool? { value(name)?.flag() }

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
        guard let elements = list.elements() else { return [] }
        var records: [Record] = []
        records.reserveCapacity(elements.count)
        for element in elements {
            guard var member = element.object() else { continue }
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

    /// All members, in the order they stand in, for objects whose keys are data.
    func members() -> [(name: String, value: JSONValue)] {
        keys().map {
            (document.text(of: $0), JSONValue(problems: problems, node: $0 + 1, keyNode: $0))
        }
    }

    /// Warns of every key that was not asked for. To be called last.
    func reportUnknownKeys() {
        guard unreadCount > 0 else { return }
        for key in keys() where !asked.contains(where: { document.key(key, is: $0) }) {
            reportUnknownKey(
                document.text(of: key), key: key, known: asked.map(\.description))
        }
    }

    /// Warns of a member from `members` whose name is none of `known`.
    func reportUnknownKey(_ name: String, at value: JSONValue, known: [String]) {
        reportUnknownKey(name, key: value.keyNode ?? object, known: known)
    }

    private func reportUnknownKey(
        _ name: String, key: Int, known: @autoclosure () -> [String]
    ) {
        problems.report(
            .warning, id: "unknown-key", at: Int(document.nodes[key].start),
            "\(quoted(name)) is not a known key and has no effect",
            hint: nearestName(to: name, among: known()).map { "Did you mean '\($0)'?" }
                ?? "Remove it")
    }

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
