import MarginModel
import MarkupValidation

/// Findings for people: of each rule of the check and each source the first in full, the others
/// counted. One mistake in a template is one thing to mend, however many pages it shows on. What else is
/// wrong with files is shown in full, or up to a number of each kind.
struct FindingsText {
    private struct Cause: Hashable {
        let rule: String
        /// The template's line, or the file of content; `nil` where it is not known.
        let origin: SourceLocation?
    }

    /// What is shown, in the order of places.
    let shown: [Diagnostic]
    /// One line for each rule and source that found more.
    let counts: [String]

    init(_ diagnostics: [Diagnostic], ofEachKind most: Int = .max) {
        var shown: [Diagnostic] = []
        var hidden: [Cause: (count: Int, files: Set<String>)] = [:]
        var seen: [Cause: Int] = [:]
        for diagnostic in Diagnostics(diagnostics).sorted() {
            let cause = Cause(rule: diagnostic.id, origin: diagnostic.origins.first)
            seen[cause, default: 0] += 1
            if seen[cause, default: 0] <= (RuleCatalogue.rule(of: diagnostic) == nil ? most : 1) {
                shown.append(diagnostic)
            } else {
                hidden[cause, default: (0, [])].count += 1
                hidden[cause, default: (0, [])].files.insert(diagnostic.location.file)
            }
        }
        self.shown = shown
        counts = hidden.map { cause, more in
            let source = cause.origin.map { " from \($0.file):\($0.line)" } ?? ""
            return "\(cause.rule)\(source): \(more.count) more in "
                + "\(counted(more.files.count, "file")); -v lists them"
        }.sorted()
    }
}
