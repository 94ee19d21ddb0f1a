/// The JSON Schemas (draft 2020-12) of the product's inputs and outputs.
package enum SchemaCatalogue {
    package static let all: [(name: String, summary: String, text: @Sendable () -> String)] = [
        ("account", "what `assess`, `plan` and `report` read", { accountSchema }),
        ("assessment", "what `assess --json` prints", { assessmentSchema }),
        ("plan", "what `plan --json` prints", { planSchema }),
        ("path", "what `plan --path --json` prints", { pathSchema }),
        ("book", "`book.json`, which `report` and `nightly` end with", { deskBookSchema }),
        ("report-manifest", "a line of what `report --manifest` writes", { reportManifestSchema }),
    ]

    package static func schema(_ name: String) -> String? {
        all.first { $0.name == name }?.text()
    }
}
