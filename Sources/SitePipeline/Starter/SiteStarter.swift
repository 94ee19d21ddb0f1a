import ContentIngest
package import MarginModel
import PageRendering

/// Makes a new site from the one that comes with the program: all templates and venue sheets, the
/// articles, and one sample account, which is in a margin call. The new site lives on today's clock,
/// so its ticker, which is of another day, is an example.
package struct SiteStarter: Sendable {
    /// The site to start from.
    private let model: String

    /// - Parameter model: A folder that holds `Content/` and `Templates/`.
    package init(from model: String) { self.model = model }

    private static let sample = "Content/portfolios/sample-binance-call.json"

    /// What a version control of the new site should not keep.
    private static let ignored = """
        /Output/
        /.marginalia-key

        """

    /// Writes the site into `folder`, which has neither content nor templates yet.
    ///
    /// - Returns: How many files were written.
    package func start(in folder: String) throws(Diagnostic) -> Int {
        let files = FileReader()
        for part in ["Content", "Templates"]
        where files.exists(SiteFolders.join(folder, part)) {
            throw .startedAlready(SiteFolders.join(folder, part))
        }
        let writer = ContentWriter(root: folder, replacesExisting: false)
        let paths = try paths(files)
        for path in paths {
            let bytes = try files.read(SiteFolders.join(model, path))
            switch path {
            case "Content/site.yml": _ = try writer.write(Self.unpinned(bytes), to: path)
            case _ where path.hasPrefix("Content/snapshots/"):
                _ = try writer.write(Self.example(bytes, path), to: path)
            default: _ = try writer.write(bytes, to: path)
            }
        }
        _ = try writer.write(Array(Self.ignored.utf8), to: ".gitignore")
        return paths.count + 1
    }

    /// Settings without the line that pins the clock, and without the comment right above it.
    private static func unpinned(_ settings: [UInt8]) -> [UInt8] {
        var lines = String(decoding: settings, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
        guard let pin = lines.firstIndex(where: { $0.hasPrefix("clock:") }) else { return settings }
        let start = lines[..<pin].lastIndex { !$0.hasPrefix("#") }.map { $0 + 1 } ?? 0
        let hasBlank = lines.indices.contains(pin + 1) && lines[pin + 1].isEmpty
        lines.removeSubrange(start...(hasBlank ? pin + 1 : pin))
        return Array(lines.joined(separator: "\n").utf8)
    }

    /// The same ticker, marked as an example. What is no ticker stays, for the build to speak of.
    private static func example(_ ticker: [UInt8], _ path: String) -> [UInt8] {
        guard path.hasSuffix(".json"),
            var snapshot = try? SnapshotReader().read(ticker, file: path).snapshot
        else { return ticker }
        snapshot.isExample = true
        return SnapshotJSON(snapshot).bytes
    }

    private func paths(_ files: FileReader) throws(Diagnostic) -> [String] {
        var paths = try files.list(SiteFolders.join(model, "Templates")).map {
            "Templates/" + $0.path
        }
        paths += try files.list(SiteFolders.join(model, "Content")).map { "Content/" + $0.path }
            .filter { path in
                !path.hasPrefix("Content/inbox/")
                    && (!path.hasPrefix("Content/portfolios/") || path == Self.sample)
            }
        return paths
    }
}

extension Diagnostic {
    fileprivate static func startedAlready(_ path: String) -> Diagnostic {
        Diagnostic(
            id: "init-exists", at: SourceLocation(file: path),
            message: "there is a site here already, and nothing of it is replaced",
            hint: "Name another folder; for units alone: marginalia init --systemd.")
    }
}
