import Glibc
import MarginModel

/// Writes imported content below `Content/`: never over something else without being told to.
struct ContentWriter: Sendable {
    let root: String
    let replacesExisting: Bool

    /// What became of a file.
    enum Outcome: String, Sendable {
        case written, unchanged
    }

    /// Writes `bytes` to `path` below the root by a temporary name and a rename.
    func write(_ bytes: [UInt8], to path: String) throws(Diagnostic) -> Outcome {
        let parts = try RelativePath(checking: path)
        let file = SiteFolders.join(root, parts.text)
        let files = FileReader()
        if files.exists(file) {
            if try files.read(file) == bytes { return .unchanged }
            guard replacesExisting else { throw .exists(file) }
        }
        let folders = [root] + parts.folders.map { SiteFolders.join(root, $0) }
        for folder in folders {
            guard mkdir(folder, 0o755) == 0 || errno == EEXIST else {
                throw .refused("create the folder", folder, code: errno)
            }
        }
        let name = file.split(separator: "/").last.map(String.init) ?? file
        try Folder(opening: folders.last ?? root).replace(name, with: bytes, mode: 0o644)
        return .written
    }
}

extension Diagnostic {
    static func exists(_ file: String) -> Diagnostic {
        Diagnostic(
            id: "import-exists", at: SourceLocation(file: file),
            message: "the file is there already and differs from what was imported",
            hint: "Add --force to replace it, or move it away first.")
    }
}
