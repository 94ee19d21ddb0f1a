import ContentIngest
import Glibc
import MarginModel
import PageRendering
import SitePipeline

/// Where the program lies, and what came with it.
enum Installation {
    /// The program's own full path.
    static var program: String {
        get throws(Diagnostic) { try fullPath("/proc/self/exe") }
    }

    /// The folder with the `Content` and `Templates` that came with the program: `share/marginalia`
    /// beside its `bin`, or the folder that it was built in.
    static var site: String {
        get throws(Diagnostic) {
            let program = try program
            let files = FileReader()
            var folder = program[...]
            while let slash = folder.lastIndex(of: "/") {
                folder = folder[..<slash]
                for place in ["\(folder)/share/marginalia", "\(folder)"]
                where files.exists(place + "/Templates/pages")
                    && files.exists(place + "/Content/site.yml")
                {
                    return place
                }
            }
            throw .nothingToStartFrom(program)
        }
    }

    /// What a terminal says of accounts: in English, in which the margin rules speak already.
    static func words() throws -> Words {
        let file = try site + "/Templates/words/en.yml"
        let entries = try WordsReader().read(FileReader().read(file), file: file)
        return try Words("en", entries.filter { !$0.key.hasPrefix(RuleWords.group) })
    }

    /// A path from the root, without links and `..`.
    static func fullPath(_ path: String) throws(Diagnostic) -> String {
        guard let full = realpath(path, nil) else {
            throw Diagnostic(
                id: "io-not-found", kind: .storage, at: SourceLocation(file: path),
                message: "there is nothing at this path",
                hint: "Check its spelling, and the folder it starts from.")
        }
        defer { free(full) }
        return String(cString: full)
    }
}

extension Diagnostic {
    fileprivate static func nothingToStartFrom(_ program: String) -> Diagnostic {
        Diagnostic(
            id: "init-no-model", at: SourceLocation(file: program),
            message: "no Content and Templates lie beside the program",
            hint:
                "Install the program with its share folder, run it where it was built, or name the "
                + "folder that holds them with init --from.")
    }
}
