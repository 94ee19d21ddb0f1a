import MarginModel

/// What lies in `Content/articles`: texts, in any folder, and the files beside those that have a folder to
/// themselves.
struct ArticleTree {
    /// Paths from the folder on, in byte order: `margin.md`, `guides/fees.md`, `rise/index.md`.
    private(set) var texts: [String] = []
    /// Beside an `index.md`.
    private(set) var files: [String] = []
    /// What is neither, and why.
    private(set) var unread: [(path: String, why: String)] = []

    private static let deepestFolder = 8

    init(reading path: String) throws(Diagnostic) {
        try collect(Folder(opening: path), prefix: "", depth: 0, isBeside: false)
    }

    /// The name of a text in addresses: that of its file, or of the folder that it has to itself.
    ///
    /// - Parameter path: From the content folder on: `articles/rise/index.md`, `pages/terms.md`.
    static func slug(of path: String) -> String {
        let parts = path.split(separator: "/")
        let stem = parts.last.flatMap { ContentNames.text.stem(of: String($0)) } ?? ""
        return stem == "index" && parts.count > 2 ? String(parts[parts.count - 2]) : stem
    }

    private mutating func collect(
        _ folder: Folder, prefix: String, depth: Int, isBeside: Bool
    ) throws(Diagnostic) {
        let names = try folder.names().filter { !$0.hasPrefix(".") }
        let text = depth == 0 || isBeside ? nil : names.first { Self.isIndex($0) }
        let isBeside = isBeside || text != nil
        for name in names {
            let path = prefix + name
            switch try folder.status(of: name)?.kind {
            case .folder where depth < Self.deepestFolder:
                try collect(
                    folder.subfolder(name), prefix: path + "/", depth: depth + 1,
                    isBeside: isBeside)
            case .folder: unread.append((path, "it lies too deep"))
            case .other where depth > 0 || !ContentNames.text.match(name):
                unread.append((path, "it is a link, and those are not followed"))
            case .file, .other:
                if isBeside ? name == text : ContentNames.text.match(name) {
                    texts.append(path)
                } else if isBeside, !ContentNames.text.match(name) {
                    files.append(path)
                } else if name != "README.md" {
                    unread.append(
                        (
                            path,
                            isBeside
                                ? "the text of a folder with an index.md is that file alone"
                                : "names of texts end with "
                                    + ContentNames.text.endings.joined(separator: " or ")
                        ))
                }
            case nil: break
            }
        }
    }

    private static func isIndex(_ name: String) -> Bool {
        ContentNames.text.stem(of: name) == "index"
    }
}
