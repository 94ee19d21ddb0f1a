import MarginModel

/// Everything found wrong with one document while it is read.
///
/// A reference, so that the readers of nested objects all report to the same list.
final class JSONProblems {
    /// Enough to see what is wrong, few enough to bound the time and memory of a hostile file.
    static let maximumCount = 200

    let document: JSONDocument
    private(set) var found = Diagnostics()
    private var dropped = 0

    init(_ document: JSONDocument) {
        self.document = document
        for key in document.duplicateKeys {
            report(
                id: "json-duplicate-key", at: Int(document.nodes[key].start),
                "\(quoted(document.text(of: key))) stands twice in the same object",
                hint: "Keep one of the two")
        }
    }

    func report(
        _ severity: Diagnostic.Severity = .error, id: String, at offset: Int,
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
                severity, id: id, at: document.location(of: offset), message: message(),
                hint: hint(), excerpt: SourceExcerpt(at: offset, in: document.bytes)))
    }

    /// The warnings, when nothing worse was found.
    func warningsOrThrow() throws(Diagnostics) -> [Diagnostic] {
        if dropped > 0 {
            found.append(
                Diagnostic(
                    .warning, id: "too-many-problems", at: document.location(of: 0),
                    message: "\(dropped) more problems are not listed",
                    hint: "Correct these and run again"))
        }
        guard !found.hasErrors else { throw Diagnostics(found.sorted()) }
        return found.sorted()
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
