import MarginModel

/// `1 report`, `2 reports`.
package func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
}

extension String {
    /// As one word of a command that is to be copied into a shell.
    package var shellQuoted: String {
        let isPlain =
            !isEmpty
            && utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: "/._-+@:,%=".utf8.contains(byte)
                }
            }
        if isPlain { return self }
        return "'" + replacing("'", with: "'\\''") + "'"
    }
}

extension Diagnostic {
    /// The same, which stops nothing: accepted by the operator, or after the swap.
    var asWarning: Diagnostic {
        Diagnostic(.warning, id: id, kind: kind, at: location, message: message, hint: hint)
    }

    /// What is wrong with a step whose failure stops nothing.
    static func warnings(of step: () throws(Diagnostic) -> Void) -> [Diagnostic] {
        do throws(Diagnostic) {
            try step()
            return []
        } catch {
            return [error.asWarning]
        }
    }

    /// The same with another name for a private file.
    func saying(_ name: String, insteadOf token: String) -> Diagnostic {
        func said(_ text: String) -> String { text.replacing(token, with: name) }
        let place = SourceLocation(
            file: said(location.file), line: location.line, column: location.column)
        return Diagnostic(
            severity, id: id, kind: kind, at: place, message: said(message), hint: hint.map(said))
    }
}
