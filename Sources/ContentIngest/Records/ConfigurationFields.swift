import MarginModel

/// Takes values out of a mapping by key, checks their types, and collects everything wrong.
///
/// What is asked for is what is known: keys that nobody asked for are reported by `finish`.
struct ConfigurationFields {
    private let entries: [ConfigurationEntry]
    /// Where a missing key is reported.
    let location: SourceLocation
    private var known: [String] = []
    private(set) var diagnostics = Diagnostics()

    init(_ entries: [ConfigurationEntry], at location: SourceLocation) {
        self.entries = entries
        self.location = location
    }

    mutating func node(_ key: String) -> ConfigurationNode? {
        known.append(key)
        guard let entry = entries.first(where: { $0.key == key }), !entry.value.isAbsent else {
            return nil
        }
        return entry.value
    }

    mutating func text(_ key: String) -> String? {
        guard let node = node(key) else { return nil }
        guard case .scalar(let text) = node.content else {
            report(.wrongType(key, node, wanted: "a text"))
            return nil
        }
        return PlainText.collapse(text.utf8)
    }

    /// A text that must be there. The empty text stands in for a missing one, which is reported.
    mutating func requiredText(_ key: String) -> String {
        let errors = diagnostics.errorCount
        if let text = text(key), !text.isEmpty { return text }
        if diagnostics.errorCount == errors { report(.missing(key, at: location)) }
        return ""
    }

    /// - Parameter fault: What is wrong with a text of the list; `nil` when it is right.
    mutating func texts(
        _ key: String, fault: (String) -> Diagnostic.Reason? = { _ in nil }
    ) -> [String] {
        guard let node = node(key) else { return [] }
        guard case .list(let items) = node.content else {
            report(.wrongType(key, node, wanted: "a list, like [one, two]"))
            return []
        }
        var texts: [String] = []
        for item in items {
            if case .scalar(let text) = item.content {
                texts.append(text)
                if let fault = fault(text) { report(fault.diagnostic(at: item.location)) }
            } else {
                report(.wrongType(key, item, wanted: "a text in the list"))
            }
        }
        return texts
    }

    /// `false` where the key is missing. A key without a value is an error: a draft is not published
    /// because its author did not finish the line.
    mutating func flag(_ key: String) -> Bool {
        known.append(key)
        guard let node = entries.first(where: { $0.key == key })?.value else { return false }
        if case .scalar(let text) = node.content {
            if text == "true" { return true }
            if text == "false" { return false }
        }
        report(.wrongType(key, node, wanted: "true or false"))
        return false
    }

    mutating func instant(_ key: String) -> Instant? {
        value(key, wanted: "an instant, like 2026-02-01T16:25:00Z") {
            (text) throws(Diagnostic.Reason) in
            do throws(InstantError) { return try Instant(parsing: text) } catch {
                throw error == .noZone
                    ? Diagnostic.Reason(
                        id: "instant-no-zone", message: "\(key) '\(text)' has no time zone",
                        hint: "Add Z for UTC, or an offset such as +01:00.")
                    : Diagnostic.Reason(
                        id: "instant-not-a-date",
                        message: "\(key) is '\(text)', which is not an instant",
                        hint: "Write it as 2026-02-01T16:25:00Z.")
            }
        }
    }

    /// One of a set of words, the raw values of an enumeration.
    mutating func choice<Choice>(_ key: String) -> Choice?
    where Choice: RawRepresentable<String> & CaseIterable {
        value(key, wanted: "a word") { (text) throws(Diagnostic.Reason) in
            if let choice = Choice(rawValue: text) { return choice }
            let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw Diagnostic.Reason(
                id: "value-not-known", message: "\(key) is '\(text)'",
                hint: "Write one of: \(words).")
        }
    }

    /// A scalar that `read` makes a value of.
    mutating func value<Value>(
        _ key: String, wanted: String, read: (String) throws(Diagnostic.Reason) -> Value
    ) -> Value? {
        guard let node = node(key) else { return nil }
        guard case .scalar(let text) = node.content else {
            report(.wrongType(key, node, wanted: wanted))
            return nil
        }
        do { return try read(text) } catch {
            report(error.diagnostic(at: node.location))
            return nil
        }
    }

    mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

    /// Everything wrong, keys that nobody asked for included.
    func finish(unknownKeys severity: Diagnostic.Severity) -> Diagnostics {
        var all = diagnostics
        for entry in entries where !known.contains(entry.key) {
            all.append(.unknownKey(entry, among: known, severity: severity))
        }
        return all
    }
}

extension Diagnostic {
    /// What is wrong with a text, before its place is known.
    struct Reason: Error {
        let id: String
        let message: String
        let hint: String

        func diagnostic(at location: SourceLocation) -> Diagnostic {
            Diagnostic(id: id, at: location, message: message, hint: hint)
        }
    }

    fileprivate static func missing(_ key: String, at location: SourceLocation) -> Self {
        Diagnostic(
            id: "key-missing", at: location, message: "\(key) is missing",
            hint: "Add a line `\(key): …`.")
    }

    fileprivate static func wrongType(
        _ key: String, _ node: ConfigurationNode, wanted: String
    ) -> Self {
        Diagnostic(
            id: "value-wrong-type", at: node.location,
            message: "\(key) is \(node.kind) that does not fit here",
            hint: "Write \(wanted).")
    }

    fileprivate static func unknownKey(
        _ entry: ConfigurationEntry, among known: [String], severity: Severity
    ) -> Self {
        let nearest = nearestName(to: entry.key, among: known)
        return Diagnostic(
            severity, id: "key-unknown", at: entry.keyLocation,
            message: "'\(entry.key)' is not a known key",
            hint: nearest.map { "Did you mean \($0)?" }
                ?? "Known keys: \(known.sorted().joined(separator: ", ")).")
    }
}
