import Glibc
package import MarginModel

/// Reports about real accounts: below `private/`, outside the web root, for their owner alone.
///
/// Folders are 0700 and files 0600 whatever the `umask`, also those that were there before. Safe
/// for many workers, as long as no two write the same name.
package struct PrivateStore: Sendable {
    package let path: String
    private let day: Folder

    private static let folderMode: mode_t = 0o700
    private static let fileMode: mode_t = 0o600

    package init(in store: ReleaseStore, for date: CivilDate) throws(Diagnostic) {
        day = try store.root.madeSubfolder("private", mode: Self.folderMode)
            .madeSubfolder(date.description, mode: Self.folderMode)
        path = day.path
    }

    /// Writes `<token>.<fileExtension>`, in one step: a reader never sees half a report.
    package func write(
        _ bytes: [UInt8], token: String, fileExtension: String
    ) throws(Diagnostic) {
        try replace("\(token).\(fileExtension)", with: bytes)
    }

    /// Writes the list from account to token.
    package func writeIndex(_ bytes: [UInt8], named name: String) throws(Diagnostic) {
        try replace(name, with: bytes)
    }

    private func replace(_ name: String, with bytes: [UInt8]) throws(Diagnostic) {
        let checked = try RelativePath(checking: name)
        guard checked.folders.isEmpty, !name.hasPrefix(".") else {
            throw Diagnostic(
                id: "path-unsafe", at: SourceLocation(file: path),
                message: "a private report's name is a plain file name",
                hint: "Leave out '/' and a leading dot")
        }
        try day.replace(name, with: bytes, mode: Self.fileMode)
    }
}
