package import MarginModel

/// Gives a site a template of its own: a copy of the program's, which stands in front of it from then on.
package struct TemplateEjection: Sendable {
    private let folders: SiteFolders

    package init(for folders: SiteFolders) { self.folders = folders }

    /// What can be copied, by the names that the copy answers to: `pages/home`, `assets/site.css`.
    package func names() throws(Diagnostic) -> [String] { try files().map(Self.name) }

    /// - Parameter name: Of a template or asset, with or without the ends of its file's name.
    /// - Returns: The path of the copy.
    package func eject(_ name: String) throws(Diagnostic) -> String {
        guard FileReader().exists(folders.settings) else { throw .noSite(folders) }
        let files = try files()
        guard let file = files.first(where: { $0 == name || Self.name(of: $0) == name }) else {
            throw .noTemplate(name, nearest: nearestName(to: name, among: files.map(Self.name)))
        }
        let copy = SiteFolders.join(folders.templates, file)
        guard !FileReader().exists(copy) else { throw .ejectedAlready(copy) }
        let bytes = try FileReader().read(SiteFolders.join(source(), file))
        _ = try ContentWriter(root: folders.root, replacesExisting: false)
            .write(bytes, to: "Templates/\(file)")
        return copy
    }

    private func files() throws(Diagnostic) -> [String] {
        try FileReader().list(source()).map(\.path).filter { !$0.hasSuffix("README.md") }.sorted()
    }

    private func source() throws(Diagnostic) -> String {
        guard let source = folders.defaultTemplates else { throw .noDefaults }
        return source
    }

    private static func name(of file: String) -> String {
        var name = file[...]
        for end in [".mustache", ".html"] where name.hasSuffix(end) {
            name = name.dropLast(end.count)
        }
        return String(name)
    }
}

extension Diagnostic {
    fileprivate static func noTemplate(_ name: String, nearest: String?) -> Diagnostic {
        Diagnostic(
            id: "template-unknown", at: SourceLocation(file: name),
            message: "the program has no template or asset of this name",
            hint: (nearest.map { "Did you mean \($0)? " } ?? "")
                + "marginalia eject, without a name, lists all.")
    }

    fileprivate static func ejectedAlready(_ file: String) -> Diagnostic {
        Diagnostic(
            id: "template-ejected", at: SourceLocation(file: file),
            message: "the site has this file already, and it is not replaced",
            hint: "Change it as it is; removed, the program's own stands in again.")
    }

    fileprivate static var noDefaults: Diagnostic {
        Diagnostic(
            id: "templates-not-found", at: SourceLocation(file: "Templates"),
            message: "the templates that come with the program are not beside it",
            hint: "Run the program from where it was installed.")
    }
}
