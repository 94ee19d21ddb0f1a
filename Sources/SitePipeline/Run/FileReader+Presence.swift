import Glibc
import MarginModel

extension FileReader {
    /// Whether something lies at `path`, readable or not: what cannot be read must not pass for
    /// absent, or it would be replaced.
    package func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Whether `path` is a file that may be run.
    func isProgram(_ path: String) -> Bool {
        access(path, X_OK) == 0 && access(path + "/", F_OK) != 0
    }

    /// The names of the files directly in a folder, in byte order; what lies deeper is someone else's.
    /// A link counts as a file, so that reading it says what is wrong with it; names that start with a
    /// dot are passed over.
    func names(
        in path: String, where isWanted: (String) -> Bool = { _ in true }
    ) throws(Diagnostic) -> [String] {
        let folder = try Folder(opening: path)
        var names: [String] = []
        for name in try folder.names() where !name.hasPrefix(".") && isWanted(name) {
            if let status = try folder.status(of: name), status.kind != .folder {
                names.append(name)
            }
        }
        return names
    }

    /// Whether `path` lies in `folder`, by true places: a link or a `..` must not hide it.
    func isInside(_ path: String, _ folder: String) -> Bool {
        if path == folder || path.hasPrefix(folder + "/") { return true }
        let parent = path.lastIndex(of: "/").map { path[..<$0] + "/" } ?? "."
        guard let place = resolved(path) ?? resolved(String(parent)).map({ $0 + "/" }),
            let folder = resolved(folder)
        else { return false }
        return place == folder || place.hasPrefix(folder + "/")
    }

    /// The path without links and `..`; `nil` when nothing is there.
    func resolved(_ path: String) -> String? {
        guard let start = realpath(path, nil) else { return nil }
        defer { free(start) }
        return String(cString: start)
    }
}
