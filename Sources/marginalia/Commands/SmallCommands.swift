import ArgumentParser
import MarginModel
import PageRendering
import SitePipeline

struct Schema: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the JSON Schema of an input or output.",
        discussion: """
            Example:
              marginalia schema account > account.schema.json

            Schemas: \(SchemaCatalogue.all.map { "\($0.name) (\($0.summary))" }
                .joined(separator: ", ")).
            """)

    @Argument(help: "Which schema.")
    var name: String

    func run() throws {
        guard let text = SchemaCatalogue.schema(name) else {
            throw ValidationError(
                "no schema is called '\(name)'; there are "
                    + SchemaCatalogue.all.map(\.name).joined(separator: ", "))
        }
        Console.standard.print(text)
    }
}

struct Version: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print the version.")

    func run() { Console.standard.print("marginalia \(ToolVersion.current)") }
}
