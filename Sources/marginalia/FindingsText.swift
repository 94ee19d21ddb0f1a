import MarginModel

/// Findings for people: of each rule the first ones in full, the others counted. One mistake in a
/// template is one thing to mend, however many pages it shows on.
struct FindingsText {
    private static let shownOfEach = 3

    /// What is shown, in the order of places.
    let shown: [Diagnostic]
    /// One line for each rule that found more.
    let counts: [String]

    init(_ diagnostics: [Diagnostic]) {
        var shown: [Diagnostic] = []
        var counts: [String: Int] = [:]
        var hidden: [String: Set<String>] = [:]
        for diagnostic in Diagnostics(diagnostics).sorted() {
            counts[diagnostic.id, default: 0] += 1
            if counts[diagnostic.id, default: 0] <= Self.shownOfEach {
                shown.append(diagnostic)
            } else {
                hidden[diagnostic.id, default: []].insert(diagnostic.location.file)
            }
        }
        self.shown = shown
        self.counts = hidden.sorted { $0.key < $1.key }.map { id, files in
            "\(id): \(counts[id, default: 0] - Self.shownOfEach) more in \(files.count) file(s); "
                + "-v lists them"
        }
    }
}
