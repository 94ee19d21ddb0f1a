import MarginModel

/// What the site has: files, folders, and the ids in its pages.
struct SiteIndex {
    struct Fault {
        let rule: RuleID
        let message: String
        let hint: String?
    }

    private let files: Set<String>
    private let folders: Set<String>
    private let lowercased: [String: String]
    private let ids: [String: Set<String>]

    init(_ facts: [PageFacts], files: Set<String>) {
        self.files = files
        var folders: Set<String> = [""]
        var lowercased: [String: String] = [:]
        for file in files.sorted() {
            lowercased[file.lowercased()] = file
            var parts = file.split(separator: "/").dropLast()
            while !parts.isEmpty {
                let folder = parts.joined(separator: "/") + "/"
                guard folders.insert(folder).inserted else { break }
                lowercased[folder.lowercased()] = folder
                parts = parts.dropLast()
            }
        }
        self.folders = folders
        self.lowercased = lowercased
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
    /// - Parameter searchesName: Whether the nearest name of a file is searched, which takes a look at
    ///   all of them.
    func fault(
        of path: String, fragment: String?, from page: String, searchesName: Bool = true
    ) -> Fault? {
        guard let file = file(of: path) else { return missing(path, searchesName) }
        guard let fragment, !fragment.isEmpty, fragment != "top", file != page || ids[file] != nil,
            let known = ids[file], file.lowercased().hasSuffix("html"), !known.contains(fragment)
        else { return nil }
        return Fault(
            rule: .brokenFragment, message: "names no id of \(file)",
            hint: nearestName(to: fragment, among: known).map { "Did you mean #\($0)?" })
    }

    private func missing(_ path: String, _ searchesName: Bool) -> Fault {
        if folders.contains(path + "/"), files.contains(path + "/index.html") {
            return Fault(
                rule: .missingSlash, message: "leads to a folder",
                hint: "Write a slash at the end: \(path)/")
        }
        let other =
            lowercased[path.lowercased()] ?? lowercased[(path + "index.html").lowercased()]
            ?? lowercased[(path + "/").lowercased()]
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
