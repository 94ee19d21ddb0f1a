import Glibc
import MarginModel

/// The file that says: this folder is ours to write in and to remove from.
enum OutputMarker {
    static let name = ".marginalia"
    private static let readme = "README.md"

    private static let text = """
        Marginalia writes releases into this folder and removes old ones.
        Keep nothing of your own here. Without this file, nothing here is touched.

        """

    /// Refuses a folder with other people's files; marks one that is empty or holds only a README.
    static func require(in folder: Folder) throws(Diagnostic) {
        let names = try folder.names()
        if names.contains(name) { return }
        if let stranger = names.first(where: { $0 != readme }) {
            throw Diagnostic(
                id: "output-not-marked", at: SourceLocation(file: folder.path),
                message: "the folder holds '\(stranger)' and no file '\(name)', so nothing is "
                    + "written here",
                hint: "Choose an empty folder; or, if all in it may go: touch "
                    + "\(folder.path)/\(name)".shellQuoted)
        }
        let code = try folder.write(Array(text.utf8), to: name, mode: 0o644, enforced: false)
        guard code == 0 || code == EEXIST else {
            throw folder.refusal("create the file", name, code)
        }
    }
}
