import ArgumentParser
import MarginModel
import MarkupValidation
import PageRendering
import SitePipeline

struct Schema: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract:
            "Print the JSON Schema of an input or output, or what templates and pages may hold.",
        discussion: """
            Example:
              marginalia schema account > account.schema.json
              marginalia schema templates                  every page template with its names
              marginalia schema relaxng > profile.rng      the HTML profile as RELAX NG

            Schemas: \(SchemaCatalogue.all.map { "\($0.name) (\($0.summary))" }
                .joined(separator: ", ")); templates (the names that each may use); relaxng and profile (the \
            markup that pages are made of, as a schema and as a page).
            """)

    /// What is no JSON Schema.
    private static let others: [String: @Sendable () -> String] = [
        "relaxng": { ProfileSchema.relaxNG }, "profile": { ProfileDocument.markdown },
        "templates": { TemplateNames.text },
    ]

    @Argument(help: "Which schema.")
    var name: String

    func run() throws {
        guard let text = SchemaCatalogue.schema(name) ?? Self.others[name]?() else {
            throw ValidationError(
                "no schema is called '\(name)'; there are "
                    + (SchemaCatalogue.all.map(\.name) + Self.others.keys.sorted())
                    .joined(separator: ", "))
        }
        Console.standard.print(text)
    }
}

struct Version: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "version",
        abstract: "Print the version.")

    func run() { Console.standard.print("marginalia \(ToolVersion.current)") }
}
