import ArgumentParser
import MarginModel
import MarkupValidation
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

struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say what a rule of the check or a reason code means.",
        discussion: """
            Example:
              marginalia explain no-tier
              marginalia explain H006
            """)

    @Argument(help: "A reason code (no-tier) or a rule (H006).")
    var what: String

    func run() throws {
        if let code = ReasonCode(rawValue: what) {
            Console.standard.print("\(code.rawValue): \(code.explanation)")
            return
        }
        if let rule = RuleCatalogue.rule(what) {
            Console.standard.print(
                "\(rule.id): \(rule.what)\nWhy: \(rule.why)\nCure: \(rule.cure)")
            return
        }
        let known = ReasonCode.allCases.map(\.rawValue) + RuleCatalogue.all.map(\.id)
        let nearest = nearestName(to: what, among: known)
        throw ValidationError(
            "'\(what)' is neither a reason code nor a rule"
                + (nearest.map { "; did you mean \($0)?" } ?? ""))
    }
}

struct Version: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print the version.")

    func run() { Console.standard.print("marginalia \(ToolVersion.current)") }
}
