import MarginModel

extension JSONValue {
    /// A text that can name something: see `NameCheck`.
    func name() -> String? {
        guard let text = text() else { return nil }
        guard let problem = NameCheck.problem(with: text) else { return text }
        problems.report(
            id: problem.rawValue, at: offset, "\(key) is \(quoted(text)), \(problem.complaint)",
            hint: problem.hint)
        return nil
    }

    var isText: Bool { problems.document.nodes[node].isText }
    var isObject: Bool { problems.document.nodes[node].kind == .object }
    var isList: Bool { problems.document.nodes[node].kind == .array }

    /// Milliseconds since 1970, as venues write instants. Zero means that there is none.
    func milliseconds() -> Instant? {
        guard let value = decimal(), !value.isZero else { return nil }
        guard value.scale == 0, let count = Int64(exactly: value.significand),
            Instant.traded.contains(count / 1_000)
        else {
            problems.report(
                .warning, id: "implausible-time", at: offset,
                "\(key) is \(value), which is no time in milliseconds that a market was open at",
                hint: "It is left out; pass --as-of INSTANT if no other time is there")
            return nil
        }
        return Instant(millisecondsSinceEpoch: count)
    }

    /// A flag as venues write one: `true`, `"true"`, `1`, `"1"`.
    func looseFlag() -> Bool? {
        switch word {
        case "true", "1": true
        case "false", "0": false
        default: flag()
        }
    }

    /// The text of a string or number, or the literal, for comparing; nothing is reported.
    var word: String {
        let node = problems.document.nodes[node]
        if node.isText { return problems.document.text(of: self.node) }
        let end = min(Int(node.end), Int(node.start) + 64)
        return String(decoding: problems.document.bytes[Int(node.start)..<end], as: UTF8.self)
    }
}

extension JSONObjectReader {
    mutating func name(_ name: StaticString) -> String? { value(name)?.name() }

    /// A decimal, where the venue writes zero for "none".
    mutating func nonZero(_ name: StaticString) -> Decimal? {
        value(name)?.decimal().flatMap { $0.isZero ? nil : $0 }
    }

    /// The same above zero: a price, a size, a leverage.
    mutating func positiveOrNone(_ name: StaticString) -> Decimal? {
        guard let value = value(name), let number = value.decimal(.notNegative) else { return nil }
        return number.isZero ? nil : number
    }

    mutating func milliseconds(_ name: StaticString) -> Instant? { value(name)?.milliseconds() }
}
