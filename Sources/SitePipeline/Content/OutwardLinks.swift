import MarginModel

/// Links of content that lead out of the site's folder: what they lead to is not the site's to publish.
struct OutwardLinks {
    private(set) var problems: [Diagnostic] = []
    private let root: String?

    private static let deepestFolder = 8

    init(in folders: SiteFolders) {
        root = FileReader().resolved(folders.root.isEmpty ? "." : folders.root)
        look(in: folders.content, depth: 0)
    }

    /// What cannot be opened is told by those who read it.
    private mutating func look(in path: String, depth: Int) {
        guard let entries = try? Folder(opening: path).entries() else { return }
        for (name, kind) in entries.sorted(by: { $0.name < $1.name }) where !name.hasPrefix(".") {
            let file = SiteFolders.join(path, name)
            switch kind {
            case .folder where depth < Self.deepestFolder: look(in: file, depth: depth + 1)
            case .file, .folder: break
            case .other, nil:
                guard let root, let target = FileReader().resolved(file), target != root,
                    !target.hasPrefix(root + "/")
                else { continue }
                problems.append(
                    Diagnostic(
                        id: "link-leaves-site", at: SourceLocation(file: file),
                        message: "it is a link to \(target), outside of the site's folder",
                        hint:
                            "Put the file itself here, or the dot of a hidden name before the link's."
                    ))
            }
        }
    }
}
