import MarginModel

/// An entry of a words file, taken apart into what stands there and the names between.
struct Saying: Sendable {
    enum Piece: Sendable {
        case text(String)
        case name(String, SourceLocation)

        var name: String? { if case .name(let name, _) = self { name } else { nil } }
    }

    let key: String
    let location: SourceLocation
    /// Of a text without plural forms, `other` alone.
    let forms: [PluralForm: [Piece]]
    let rule: PluralRule
    /// As it is written, for scripts, which fill names in by themselves.
    let texts: [PluralForm: String]

    /// Without forms it is the same for every number.
    var isPlural: Bool { forms.count > 1 }

    /// The names in it, in the order of the form for most numbers.
    var names: [String] { forms[.other]?.compactMap(\.name) ?? [] }

    /// The pieces for a number.
    func pieces(for number: Int) -> [Piece] { forms[rule.form(of: number)] ?? forms[.other] ?? [] }

    /// - Parameter entries: Every form of one key.
    init(_ entries: [WordEntry], rule: PluralRule) throws(Diagnostics) {
        var problems = Diagnostics()
        var forms: [PluralForm: [Piece]] = [:]
        for entry in entries {
            do throws(Diagnostic) {
                forms[entry.form ?? .other] = try Self.pieces(of: entry)
            } catch { problems.append(error) }
        }
        key = entries[0].key
        location = entries[0].location
        texts = Dictionary(
            entries.map { ($0.form ?? .other, $0.text) }, uniquingKeysWith: { _, last in last })
        self.forms = forms
        self.rule = rule
        // Nearly every entry is one text for all numbers.
        let isPlain = entries.allSatisfy { $0.form == nil }
        if !isPlain, Set(entries.compactMap(\.form)) != Set(rule.forms) {
            // What a missing form would name cannot be compared.
            problems.append(.wrongForms(entries[0], rule))
            throw problems
        }
        for entry in isPlain && entries.count == 1 ? [] : entries where entry.form != .other {
            let own = Set(forms[entry.form ?? .other]?.compactMap(\.name) ?? [])
            // A form of one number need not say that number.
            if Set(names).subtracting(own).count > 1 || !own.isSubset(of: names) {
                problems.append(.formsDiffer(entry))
            }
        }
        guard problems.all.isEmpty else { throw problems }
    }

    private static func pieces(of entry: WordEntry) throws(Diagnostic) -> [Piece] {
        let isBrace = { (byte: UInt8) in byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") }
        guard entry.text.utf8.contains(where: isBrace) else {
            return entry.text.isEmpty ? [] : [.text(entry.text)]
        }
        var pieces: [Piece] = []
        var rest = entry.text[...]
        while let open = rest.utf8.firstIndex(where: isBrace) {
            let offset = entry.text.utf8.distance(from: entry.text.startIndex, to: open)
            let place = SourceLocation(
                file: entry.location.file, line: entry.location.line,
                column: entry.location.column + offset)
            guard rest.utf8[open] == UInt8(ascii: "{"),
                let close = rest.utf8[open...].firstIndex(of: UInt8(ascii: "}"))
            else { throw .loneBrace(at: place) }
            let name = String(rest[rest.utf8.index(after: open)..<close])
            guard let first = name.utf8.first, first | 0x20 >= UInt8(ascii: "a"),
                name.utf8.allSatisfy({
                    $0 < 0x80
                        && ((0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0))
                })
            else { throw .loneBrace(at: place) }
            if open > rest.startIndex { pieces.append(.text(String(rest[..<open]))) }
            pieces.append(
                .name(
                    name,
                    SourceLocation(file: place.file, line: place.line, column: place.column + 1)))
            rest = rest[rest.utf8.index(after: close)...]
        }
        if !rest.isEmpty { pieces.append(.text(String(rest))) }
        return pieces
    }

    /// Where a name stands in it.
    func location(of name: String) -> SourceLocation {
        for case .name(name, let place) in forms.values.joined() { return place }
        return location
    }
}

extension Diagnostic {
    fileprivate static func wrongForms(_ entry: WordEntry, _ rule: PluralRule) -> Self {
        let wanted = rule.forms.map(\.rawValue).joined(separator: ", ")
        return Diagnostic(
            id: "words-plural-forms", at: entry.location,
            message: "'\(entry.key)' has other plural forms than the language",
            hint: "Write these: \(wanted); or one text for all numbers")
    }

    fileprivate static func formsDiffer(_ entry: WordEntry) -> Self {
        Diagnostic(
            id: "words-plural-names", at: entry.location,
            message: "the forms of '\(entry.key)' hold different names",
            hint: "Write the same names in each; only the number may be left out")
    }

    fileprivate static func loneBrace(at place: SourceLocation) -> Self {
        Diagnostic(
            id: "words-brace", at: place, message: "the brace neither begins nor ends a name",
            hint: "Write a name of letters between two braces: {count}")
    }
}
