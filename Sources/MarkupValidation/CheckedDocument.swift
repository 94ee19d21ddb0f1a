package import MarginModel

/// The verdict on one document, and what the site-wide pass needs of it.
package struct CheckedDocument: Sendable {
    package let facts: PageFacts
    /// In the order of their places. At most `PageChecker.reportLimit`, then one that says so.
    package let diagnostics: [Diagnostic]

    package init(facts: PageFacts, diagnostics: [Diagnostic]) {
        self.facts = facts
        self.diagnostics = diagnostics
    }
}
