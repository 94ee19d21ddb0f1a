import Glibc
import MarginModel
import Synchronization

/// A release that is there already, against which a build is held: nothing is written.
final class StandingRelease: PageSink {
    private let folder: Folder
    private let hasOther = Atomic(false)

    private static let fileMode: mode_t = 0o644

    init(at path: String) throws(Diagnostic) { folder = try Folder(opening: path) }

    /// Whether a file was asked for that the release does not hold, byte for byte.
    var differs: Bool { hasOther.load(ordering: .acquiring) }

    func link(_ path: String, as stamp: FileStamp) throws(Diagnostic) -> Bool {
        self.stamp(of: path) == stamp
    }

    func lastBytes(of path: String) -> [UInt8]? { folder.bytes(at: path) }

    func write(_ bytes: [UInt8], to path: String) throws(Diagnostic) {
        let checked = try RelativePath(checking: path).text
        if !folder.holds(bytes, at: checked, mode: Self.fileMode) {
            hasOther.store(true, ordering: .releasing)
        }
    }

    func stamp(of path: String) -> FileStamp? { folder.stamp(of: path, mode: Self.fileMode) }
}
