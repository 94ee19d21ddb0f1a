package import MarginModel

/// Begins a text: a file that builds, and is a draft until its author takes that line out.
package struct TextStarter: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case article, plan, page
    }

    private let folders: SiteFolders
    private let clock: Instant

    /// - Parameter clock: The text's date.
    package init(in folders: SiteFolders, clock: Instant) {
        self.folders = folders
        self.clock = clock
    }

    /// - Parameters:
    ///   - name: The text's name in addresses.
    ///   - hasFolder: Whether it gets a folder to itself, for pictures beside it.
    /// - Returns: The path of the file.
    package func start(
        _ kind: Kind, named name: String, hasFolder: Bool
    ) throws(Diagnostic) -> String {
        guard FileReader().exists(folders.settings) else { throw .noSite(folders) }
        let name = name.composed
        guard Slug.isSlug(name) else { throw .notAName(name) }
        let folder = kind == .page ? "pages" : "articles"
        let path = "Content/\(folder)/\(name)\(hasFolder ? "/index" : "").md"
        if let other = try text(named: name, in: folder) {
            throw .exists(other, as: name)
        }
        let writer = ContentWriter(root: folders.root, replacesExisting: false)
        _ = try writer.write(Array(text(kind, name).utf8), to: path)
        return SiteFolders.join(folders.root, path)
    }

    /// The file of a text that has this name already.
    private func text(named name: String, in folder: String) throws(Diagnostic) -> String? {
        let path = SiteFolders.join(folders.content, folder)
        guard FileReader().exists(path) else { return nil }
        let known = try ArticleTree(reading: path).texts.first {
            ArticleTree.slug(of: "\(folder)/\($0)") == name
        }
        return known.map { SiteFolders.join(path, $0) }
    }

    private func text(_ kind: Kind, _ name: String) -> String {
        let words = name.split(separator: "-").joined(separator: " ")
        let title = words.prefix(1).uppercased() + words.dropFirst()
        var lines = [
            "---", "title: \"\(title)\"",
            "summary: One sentence that says what a reader of \(words) will know.",
            "date: \(clock)", "rights: own",
            "# Only `marginalia serve --drafts` shows it until this line is gone.", "draft: true",
        ]
        if kind == .plan { lines += ["kind: plan", "now:", "  - What anyone does first."] }
        lines += ["---", "", "What the text is about, in a few lines.", ""]
        let sections =
            kind == .plan
            ? PlanPart.allCases.map { ($0.rawValue.capitalised, " {#\($0.rawValue)}", "1. ") }
            : [("First section", "", "")]
        for (title, id, mark) in sections {
            lines += ["## \(title)\(id)", "", "\(mark)What is to be said or done here.", ""]
        }
        return lines.joined(separator: "\n")
    }
}

extension String {
    fileprivate var capitalised: String { prefix(1).uppercased() + dropFirst() }
}

extension Diagnostic {
    fileprivate static func notAName(_ name: String) -> Diagnostic {
        let slug = Slug.of(name)
        return Diagnostic(
            id: "article-slug", at: SourceLocation(file: name),
            message: "'\(name)' cannot stand in an address",
            hint: slug.isEmpty
                ? "Write small letters, digits and hyphens." : "Write \(slug).")
    }

    fileprivate static func exists(_ file: String, as name: String) -> Diagnostic {
        Diagnostic(
            id: "text-exists", at: SourceLocation(file: file),
            message: "there is a text with the name '\(name)' already, and it stays as it is",
            hint: "Take another name, or write on in that file.")
    }
}
