import MarginModel

/// What the site has: files, folders, and the ids in its pages.
struct SiteIndex {
    struct Fault {
        let rule: Rule
        let message: String
        let hint: String?
    }

    /// What only some sites need to know of themselves: made when it is first asked for.
    private final class Names {
        private let files: Set<String>
        private var fragments: [String: Set<String>] = [:]
        private(set) lazy var folders = Set([""] + files.flatMap(Self.folders))
        private(set) lazy var lowercased = Dictionary(
            (folders.sorted() + files.sorted()).map { ($0.lowercased(), $0) },
            uniquingKeysWith: { $1 })

        init(_ files: Set<String>) { self.files = files }

        /// The ids of one file, for links to its parts.
        func fragments(of file: String, _ ids: PackedList<String>) -> Set<String> {
            if let known = fragments[file] { return known }
            let known = Set(ids)
            fragments[file] = known
            return known
        }

        /// `a/` and `a/b/` of `a/b/c.html`.
        private static func folders(of file: String) -> [String] {
            file.indices.filter { file[$0] == "/" }.map { String(file[...$0]) }
        }
    }

    private let files: Set<String>
    private let ids: [String: PackedList<String>]
    private let names: Names

    init(_ facts: [PageFacts], files: Set<String>) {
        self.files = files
        names = Names(files)
        ids = Dictionary(facts.map { ($0.path, $0.ids) }) { first, _ in first }
    }

    /// The file that a server sends for a path.
    func file(of path: String) -> String? {
        if path.isEmpty || path.hasSuffix("/") {
            return files.contains(path + "index.html") ? path + "index.html" : nil
        }
        return files.contains(path) ? path : nil
    }

    /// What is wrong with a link to `path`; `nil` when it is right.
    ///
    /// - Parameter searchesName: Whether the nearest name of a file or of an id is searched, which takes
    ///   a look at all of them.
    func fault(
        of path: String, fragment: String?, from page: String, searchesName: Bool = true
    ) -> Fault? {
        guard let file = file(of: path) else { return missing(path, searchesName) }
        guard let fragment, !fragment.isEmpty, fragment != "top", file != page || ids[file] != nil,
            let known = ids[file].map({ names.fragments(of: file, $0) }),
            file.lowercased().hasSuffix("html"), !known.contains(fragment)
        else { return nil }
        return Fault(
            rule: .brokenFragment, message: "names no id of \(file)",
            hint: searchesName
                ? nearestName(to: fragment, among: known).map { "Did you mean #\($0)?" } : nil)
    }

    private func missing(_ path: String, _ searchesName: Bool) -> Fault {
        if names.folders.contains(path + "/"), files.contains(path + "/index.html") {
            return Fault(
                rule: .missingSlash, message: "leads to a folder",
                hint: "Write a slash at the end: \(path)/")
        }
        let other =
            names.lowercased[path.lowercased()]
            ?? names.lowercased[(path + "index.html").lowercased()]
            ?? names.lowercased[(path + "/").lowercased()]
        if let other {
            let isSame = other == path || other == path + "/"
            return Fault(
                rule: isSame ? .brokenLink : .linkCase,
                message: isSame ? "is a folder without index.html" : "is written \(other) on disk",
                hint: nil)
        }
        let near = searchesName ? nearestName(to: path, among: files) : nil
        return Fault(
            rule: .brokenLink, message: "leads to no file of the site",
            hint: near.map { "Did you mean \($0)?" })
    }
}

extension Rule {
    static let brokenLink = Rule(
        "L001-broken-link", "Links within the site lead to a file of the site.",
        why: "Readers land on an error page.", cure: "Correct the address, or add the page.",
        example: "<a href=\"/no-such-page/\">…</a>")
    static let brokenFragment = Rule(
        "L002-broken-fragment", "The part after # is an id of the page that the link leads to.",
        why: "Readers land at the top of a long page.",
        cure: "Correct the id, or add it to the section.",
        example: "<a href=\"/faq/#no-such-id\">…</a>")
    static let linkCase = Rule(
        "L003-wrong-case", "Addresses are written in the case of the file.",
        why: "The link works on a Mac and breaks on the server.",
        cure: "Write it as the file is named.",
        example: "<a href=\"/FAQ/\">…</a> where the folder is faq")
    static let missingSlash = Rule(
        "L004-missing-trailing-slash", "A link to a folder ends with a slash.",
        why: "Without it each visit costs a redirect, and some servers give none.",
        cure: "Add the slash.", example: "<a href=\"/faq\">…</a>")
}
