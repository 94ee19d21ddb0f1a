import ArgumentParser
import ContentIngest
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
              marginalia schema front-matter               every key of an article, with an example
              marginalia schema relaxng > profile.rng      the HTML profile as RELAX NG

            Schemas: \(SchemaCatalogue.all.map { "\($0.name) (\($0.summary))" }
                .joined(separator: ", ")); templates (the names that each may use); relaxng and profile (the \
            markup that pages are made of, as a schema and as a page).
            """)

    /// What is no JSON Schema.
    private static let others: [String: @Sendable () -> String] = [
        "relaxng": { ProfileSchema.relaxNG }, "profile": { ProfileDocument.markdown },
        "templates": { TemplateNames.text }, "front-matter": { FrontMatter.table },
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

struct WordsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "words",
        abstract: "Print what pages do not yet say in a language, as a file to fill in.",
        discussion: """
            Example:
              marginalia words fr > Templates/words/fr.yml     everything, in English, to translate
              marginalia words de                              nothing: German is complete

            Until it is filled in, English stands in its place. `language: fr` in site.yml chooses \
            the language of a site's pages.
            """)

    @Argument(help: "The language as the name of its file, a BCP 47 tag: fr, pt-BR, zh-Hant.")
    var language: String

    @OptionGroup(title: "Site") var folder: FolderOptions
    @OptionGroup(title: "Messages") var messages: MessageOptions

    func validate() throws {
        guard language.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || Self.isWordByte($0) }),
            !language.isEmpty
        else {
            throw ValidationError("'\(language)' is no language; write a tag such as fr or pt-BR")
        }
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    func run() throws {
        do {
            let folders = folder.folders
            let words = try TemplateFolder(
                reading: folders.templates, defaults: folders.defaultTemplates
            ).words
            let missing = try words.missing(in: language)
            Console.standard.print(Array(missing.file.utf8))
            if !messages.quiet {
                messages.console.complain("\(language): \(missing.count) entries are missing")
            }
        } catch {
            messages.console.report(error.all)
            throw ExitStatus.content
        }
    }
}

struct Version: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "version",
        abstract: "Print the version.")

    func run() { Console.standard.print("marginalia \(ToolVersion.current)") }
}
