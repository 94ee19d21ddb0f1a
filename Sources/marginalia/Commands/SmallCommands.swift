import ArgumentParser
import MarginModel
import MarkupValidation
import PageRendering
import SitePipeline

struct Schema: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the JSON Schema of an input or output, or the profile of our markup.",
        discussion: """
            Example:
              marginalia schema account > account.schema.json
              marginalia schema relaxng > profile.rng      the HTML profile as RELAX NG

            Schemas: \(SchemaCatalogue.all.map { "\($0.name) (\($0.summary))" }
                .joined(separator: ", ")); relaxng and profile (the markup that pages are made of, as a \
            schema and as a page).
            """)

    /// What is no JSON Schema.
    private static let profile: [String: @Sendable () -> String] = [
        "relaxng": { ProfileSchema.relaxNG }, "profile": { ProfileDocument.markdown },
    ]

    @Argument(help: "Which schema.")
    var name: String

    func run() throws {
        guard let text = SchemaCatalogue.schema(name) ?? Self.profile[name]?() else {
            throw ValidationError(
                "no schema is called '\(name)'; there are "
                    + (SchemaCatalogue.all.map(\.name) + Self.profile.keys.sorted())
                    .joined(separator: ", "))
        }
        Console.standard.print(text)
    }
}

struct Version: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print the version.")

    func run() { Console.standard.print("marginalia \(ToolVersion.current)") }
}
