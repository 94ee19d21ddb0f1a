import MarginModel

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
