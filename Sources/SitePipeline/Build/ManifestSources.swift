/// Which input of a release a page's source is: an article's file, or the page's template.
struct ManifestSources: Sendable {
    private let inputs: Set<String>
    /// Before the paths of files, where the build ran elsewhere.
    private let root: String
    /// The templates' folder, as inputs name it.
    private let templates: String

    /// - Parameters:
    ///   - inputs: By their paths inside the site.
    ///   - root: The site.
    ///   - templates: The folder of its templates.
    init(inputs: [InputFile], root: String, templates: String) {
        self.inputs = Set(inputs.map(\.path))
        self.root = SiteFolders.join(root, "")
        self.templates = Self.path(templates, below: self.root)
    }

    /// `nil` for what no single file made, as the sitemap.
    func input(namedBy source: String) -> String? {
        let names = [
            Self.path(source, below: root),
            SiteFolders.join(templates, "\(source).html.mustache"),
            SiteFolders.join(templates, "\(source).mustache"),
        ]
        return names.first(where: inputs.contains)
    }

    private static func path(_ path: String, below root: String) -> String {
        !root.isEmpty && path.hasPrefix(root) ? String(path.dropFirst(root.count)) : path
    }
}
