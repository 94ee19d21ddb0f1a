import MarginModel

/// One value of a document, read as what a format says it is. What is wrong is reported, then `nil`.
struct JSONValue {
    let problems: JSONProblems
    let node: Int
    /// The node of the key that it, or the list it is in, stands under. `nil` for the outermost.
    let keyNode: Int?

    private var document: JSONDocument { problems.document }
    private var kind: JSONNode.Kind { document.nodes[node].kind }
    var offset: Int { document.offset(of: node) }
    var location: SourceLocation { document.location(of: offset) }
    var keyLocation: SourceLocation? {
        keyNode.map { document.location(of: document.offset(of: $0)) }
    }

    /// What messages call the value.
    var key: String {
        guard let keyNode else { return "the value" }
        return quoted(document.text(of: keyNode))
    }

    /// `null` and `""` mean that there is no value.
    var isAbsent: Bool { document.isAbsent(node) }

    /// The value as it is written, on one line.
    var json: [UInt8] {
        let node = document.nodes[node]
        return document.bytes[Int(node.start)..<Int(node.end)].map { $0 < 0x20 ? 0x20 : $0 }
    }

    /// A text without control characters other than tab and line feed.
    func text() -> String? {
        guard document.nodes[node].isText else {
            return wrongType(wanted: "a text", hint: "Put it in double quotes")
        }
        let text = document.text(of: node)
        if document.isPlain(node) { return text }
        // Raw control characters are an error of syntax, so only an escape or DEL can bring one.
        let isClean = text.utf8.allSatisfy { ($0 >= 0x20 && $0 != 0x7F) || $0 == 9 || $0 == 10 }
        guard isClean else {
            problems.report(
                id: "control-character", at: offset, "\(key) holds a control character",
                hint: "Remove it; only tabs and line feeds may stand in a text")
            return nil
        }
        if kind == .escapedString || text.utf8.contains(0xE2),
            text.unicodeScalars.contains(where: NameCheck.turnsText)
        {
            problems.report(
                id: "bidi-control", at: offset,
                "\(key) holds a character that turns the direction of the text around it",
                hint: "Remove it; it makes a text look like another one")
            return nil
        }
        return text
    }

    /// A text of one line: YAML may write it over several.
    func line() -> String? {
        document.notation == .yaml ? text().map { PlainText.collapse($0.utf8) } : text()
    }

    /// A decimal from a number or from the text of one, exactly.
    func decimal(_ range: NumberRange = .any) -> Decimal? {
        let number = document.nodes[node]
        let span: Range<Int>
        switch kind {
        case .number: span = Int(number.start)..<Int(number.end)
        case .plainString, .bareText: span = number.content
        default:
            return wrongType(wanted: "a number", hint: "Write it as 0.5 or as \"0.5\"")
        }
        do {
            let value = try Decimal(
                parsing: document.hasDecimalCommas
                    ? CSVDialect.pointed(document.bytes[span]) : document.bytes[span])
            guard range.contains(value) else {
                problems.report(
                    id: range.id, at: offset, "\(key) is \(value)\(range.complaint)",
                    hint: range.hint)
                return nil
            }
            return value
        } catch {
            reportNotDecimal(error, text: String(decoding: document.bytes[span], as: UTF8.self))
            return nil
        }
    }

    /// A whole number above zero.
    func wholeNumber() -> Int? {
        guard let value = decimal(.positive) else { return nil }
        if value.scale == 0, let number = Int(exactly: value.significand) { return number }
        problems.report(
            id: "not-a-whole-number", at: offset, "\(key) is \(value), which is not a whole number",
            hint: "Write 1, 2, 3 and so on")
        return nil
    }

    private func reportNotDecimal(_ error: DecimalError, text: String) {
        switch error {
        case .notANumber:
            problems.report(
                id: "not-a-number", at: offset, "\(key) is \(quoted(text)), which is not a number",
                hint: "Write digits and a decimal point, without commas, spaces or a currency "
                    + "sign: 1250.50; leave the key out when there is no number")
        case .tooLong:
            problems.report(
                id: "number-too-long", at: offset,
                "\(key) is \(quoted(text)), which has more digits than can be kept exactly",
                hint: "Write at most 38 digits")
        }
    }

    /// An instant in RFC 3339, with its zone, or seconds since 1970 or their parts.
    func instant() -> Instant? {
        // What is wrong is said below.
        if kind == .plainString,
            let instant = try? Instant(parsing: document.bytes[document.nodes[node].content])
        {
            return instant
        }
        if kind == .number || document.nodes[node].isText && isDigits {
            if let instant = sinceEpoch { return instant }
            problems.report(
                id: "not-an-instant", at: offset,
                "\(key) is \(quoted(word)), neither seconds since 1970 nor parts of them, of a time "
                    + "that a market was open at", hint: InstantError.notADate.words.hint)
            return nil
        }
        guard let text = text() else { return nil }
        do {
            return try Instant(parsing: text)
        } catch {
            problems.report(
                id: error.words.id, at: offset,
                "\(key) is \(quoted(text)), \(error.words.complaint)", hint: error.words.hint)
            return nil
        }
    }

    /// Digits, with or without a fraction.
    private var isDigits: Bool {
        let content = document.bytes[document.nodes[node].content]
        return content.first.map { $0 != UInt8(ascii: ".") } ?? false
            && content.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
    }

    /// Of a fraction of a second milliseconds are kept, as of every instant.
    private var sinceEpoch: Instant? {
        let parts = word.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let count = Int64(parts[0]) else { return nil }
        guard parts.count == 2 else { return Instant(sinceEpoch: count) }
        guard Instant.traded.contains(count), parts[1].allSatisfy(\.isNumber),
            let thousandths = Int64((parts[1] + "000").prefix(3))
        else { return nil }
        return Instant(millisecondsSinceEpoch: count * 1_000 + thousandths)
    }

    /// In YAML any text may be a flag.
    func flag() -> Bool? {
        switch kind {
        case .yes: return true
        case .no: return false
        case .plainString, .bareText:
            if document.notation == .yaml, word == "true" || word == "false" {
                return word == "true"
            }
        default: break
        }
        return wrongType(wanted: "true or false", hint: "Write true or false without quotes")
    }

    /// One of the raw values of `Choice`. In CSV in capitals or not: a spreadsheet's user writes
    /// Binance, and LONG.
    func choice<Choice>(of _: Choice.Type) -> Choice?
    where Choice: RawRepresentable<String> & CaseIterable {
        guard let text = text() else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        if document.notation == .csv,
            let choice = Choice.allCases.first(where: {
                $0.rawValue.lowercased() == text.lowercased()
            })
        {
            return choice
        }
        let known = Choice.allCases.map(\.rawValue)
        problems.report(
            id: "unknown-value", at: offset, "\(key) is \(quoted(text)), which is not known",
            hint: suggestion(for: text, among: known)
                + "One of: " + known.joined(separator: ", "))
        return nil
    }

    private func suggestion(for text: String, among known: [String]) -> String {
        nearestName(to: text, among: known).map { "Did you mean \($0)? " } ?? ""
    }

    func object() -> JSONObjectReader? {
        guard kind == .object else {
            return wrongType(
                wanted: document.objectTitle,
                hint: document.notation == .yaml
                    ? "Write its keys below it, indented by two spaces"
                    : "Write it in braces: { }")
        }
        return JSONObjectReader(problems: problems, object: node)
    }

    /// The elements of a list.
    func elements() -> [JSONValue]? {
        var elements: [JSONValue] = []
        return forEachElement { elements.append($0) } ? elements : nil
    }

    /// Hands over one element after the other. `false` where this is no list.
    @discardableResult
    func forEachElement(_ body: (JSONValue) -> Void) -> Bool {
        guard kind == .array else {
            reportType(wanted: "a list", hint: "Write it in brackets: [ ]")
            return false
        }
        var index = node + 1
        while index < Int(document.nodes[node].next) {
            body(JSONValue(problems: problems, node: index, keyNode: keyNode))
            index = Int(document.nodes[index].next)
        }
        return true
    }

    private func wrongType<Value>(wanted: String, hint: String) -> Value? {
        reportType(wanted: wanted, hint: hint)
        return nil
    }

    private func reportType(wanted: String, hint: String) {
        problems.report(
            id: "wrong-type", at: offset,
            "\(key) is \(document.title(of: node)), not \(wanted)", hint: hint)
    }
}

extension InstantError {
    /// The id of a diagnostic, how its message goes on after the text, and its cure.
    var words: (id: String, complaint: String, hint: String) {
        switch self {
        case .notADate:
            ("not-an-instant", "which is not a date and time", "Write it like 2026-02-01T16:25:00Z")
        case .noTime:
            (
                "instant-without-time", "a day without its time and zone",
                "Add time and zone behind the day: 2026-02-01T16:25:00Z, or +01:00 for Z"
            )
        case .noZone:
            (
                "instant-without-zone", "which names no zone",
                "Add Z for UTC, or an offset like +01:00"
            )
        }
    }
}
