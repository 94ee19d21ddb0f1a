import MarginModel

/// A path that cannot leave the folder it is used in: no `..`, no leading `/`, no empty part.
struct RelativePath: Sendable {
    static let longestPartByteCount = 255

    let text: String

    init(checking text: String) throws(Diagnostic) {
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        for part in parts {
            guard !part.isEmpty else {
                throw .unsafe(text, "it has an empty part")
            }
            guard !part.elementsEqual(".".utf8), !part.elementsEqual("..".utf8) else {
                throw .unsafe(text, "it has a part '.' or '..'")
            }
            guard part.count <= RelativePath.longestPartByteCount else {
                throw .unsafe(text, "it has a part longer than 255 bytes")
            }
        }
        guard !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
            throw .unsafe(text, "it has a control character")
        }
        self.text = text
    }

    /// The folders on the way to the file, outermost first: `a`, `a/b` for `a/b/c.html`.
    var folders: [String] {
        text.indices.filter { text[$0] == "/" }.map { String(text[..<$0]) }
    }
}

extension Diagnostic {
    fileprivate static func unsafe(_ path: String, _ reason: String) -> Diagnostic {
        Diagnostic(
            id: "path-unsafe", at: SourceLocation(file: path),
            message: "'\(path)' is not a path below the output folder: \(reason)",
            hint: "Write it like articles/margin-call/index.html")
    }
}
