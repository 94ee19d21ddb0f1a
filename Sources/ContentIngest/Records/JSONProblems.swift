import MarginModel

/// Everything found wrong with one document while it is read.
///
/// A reference, so that the readers of nested objects all report to the same list.
final class JSONProblems {
    /// Enough to see what is wrong, few enough to bound the time and memory of a hostile file.
    static let maximumCount = 200

    let document: JSONDocument
    /// How grave a key is that nobody asked for.
    let unknownKeys: Diagnostic.Severity
    private(set) var found = Diagnostics()
    private var dropped = 0

    /// - Parameter isPart: Whether it is of a part, and others say what is wrong with the whole.
    init(
        _ document: JSONDocument, unknownKeys: Diagnostic.Severity = .warning,
        isPart: Bool = false
    ) {
        self.document = document
        self.unknownKeys = unknownKeys
        for key in isPart ? [] : document.duplicateKeys {
            report(
                id: "duplicate-key", kind: document.notation == .csv ? .form : .fault,
                at: document.offset(of: key),
                "\(quoted(document.text(of: key))) stands here twice",
                hint: "Keep one of the two")
        }
    }

    func report(
        _ severity: Diagnostic.Severity = .error, id: String,
        kind: Diagnostic.Kind = .fault, at offset: Int,
        _ message: @autoclosure () -> String, hint: @autoclosure () -> String
    ) {
        // The last free place is kept for an error, so that a flood of warnings hides none.
        let limit = severity == .error ? Self.maximumCount : Self.maximumCount - 1
        guard found.all.count < limit else {
            dropped += 1
            return
        }
        found.append(
            Diagnostic(
                severity, id: id, kind: kind, at: document.location(of: offset), message: message(),
                hint: hint(), excerpt: SourceExcerpt(at: offset, in: document.bytes)))
    }

    /// The warnings, when neither this nor `other` holds anything worse.
    func warningsOrThrow(
        with other: Diagnostics = Diagnostics()
    ) throws(Diagnostics) -> [Diagnostic] {
        var all = found
        all.append(contentsOf: other)
        if dropped > 0 {
            all.append(
                Diagnostic(
                    .warning, id: "too-many-problems", at: document.location(of: 0),
                    message: "\(dropped) more problems are not listed",
                    hint: "Correct these and run again"))
        }
        guard !all.hasErrors else { throw Diagnostics(all.sorted()) }
        return all.sorted()
    }
}

/// Text from an input as messages show it: in quotes, cut to a length, without control characters,
/// so that an input cannot write to a terminal.
func quoted(_ text: String) -> String {
    let limit = 60
    var shown = ""
    for scalar in text.unicodeScalars.prefix(limit) {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse:
            shown += "\\u{" + String(scalar.value, radix: 16) + "}"
        default:
            shown.unicodeScalars.append(scalar)
        }
    }
    return "'\(shown)\(text.unicodeScalars.count > limit ? "…" : "")'"
}
