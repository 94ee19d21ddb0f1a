package import MarginModel

/// Makes a new site from the one that comes with the program: all templates and venue sheets, the
/// articles, and one sample account, which is in a margin call.
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
            _ = try writer.write(files.read(SiteFolders.join(model, path)), to: path)
        }
        _ = try writer.write(Array(Self.ignored.utf8), to: ".gitignore")
        return paths.count + 1
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
