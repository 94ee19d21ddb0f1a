import Foundation

/// A folder of its own for one test, removed with it: `releases/<id>/site` and the link `current`.
final class TemporarySite: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "marginalia-preview-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try write("<html><body><p>one</p></body></html>", to: "releases/one/site/index.html")
        try show(release: "one")
    }

    deinit {
        // What is left in the temporary folder fails no test.
        try? FileManager.default.removeItem(atPath: path)
    }

    var root: String { path + "/current/site" }

    func write(_ text: String, to relative: String) throws {
        let target = URL(fileURLWithPath: path + "/" + relative)
        try FileManager.default.createDirectory(
            at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: target)
    }

    func remove(_ relative: String) throws {
        try FileManager.default.removeItem(atPath: path + "/" + relative)
    }

    func move(_ relative: String, to newRelative: String) throws {
        try FileManager.default.moveItem(
            atPath: path + "/" + relative, toPath: path + "/" + newRelative)
    }

    func link(_ relative: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(
            atPath: path + "/" + relative, withDestinationPath: target)
    }

    /// Moves the link as a build does: a new one, renamed over the old.
    func show(release id: String) throws {
        try link(".next", to: "releases/" + id)
        guard rename(path + "/.next", path + "/current") == 0 else {
            throw CocoaError(.fileWriteUnknown)
        }
    }
}
