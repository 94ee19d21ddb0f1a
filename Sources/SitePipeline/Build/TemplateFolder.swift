package import MarginModel
package import PageRendering

/// `Templates/` as read: mustache files by name, and assets. The product's own stand in for those that
/// a site does not have.
package struct TemplateFolder: Sendable {
    let path: String
    package let sources: [TemplateSource]
    let assets: [(name: String, file: String, bytes: [UInt8])]
    let inputs: [InputFile]

    /// A template's name is its path without `.mustache`, and without `.html`: `pages/home`,
    /// `pages/article.md`.
    ///
    /// - Parameter defaults: A folder with every template and asset.
    package init(reading path: String, defaults: String? = nil) throws(Diagnostics) {
        let files = FileReader()
        var sources: [TemplateSource] = []
        var assets: [(name: String, file: String, bytes: [UInt8])] = []
        var inputs: [InputFile] = []
        do {
            for (name, file) in try Self.files(in: path, defaults: defaults, files) {
                let isTemplate = name.hasSuffix(".mustache")
                guard isTemplate || name.hasPrefix("assets/") else { continue }
                let bytes = try files.read(file)
                // By its place in the site, so that a default gives the same release everywhere.
                inputs.append(
                    InputFile(
                        path: SiteFolders.join(path, name), sha256: Fingerprint.sha256(bytes)))
                if isTemplate {
                    sources.append(
                        TemplateSource(
                            name: TemplateFolder.name(of: name), file: file, bytes: bytes))
                } else {
                    assets.append((String(name.dropFirst("assets/".count)), file, bytes))
                }
            }
        } catch {
            throw Diagnostics([error])
        }
        self.path = path
        self.sources = sources
        self.assets = assets
        self.inputs = inputs
    }

    /// Each name once, in the order of the names: the site's own file, else the product's.
    private static func files(
        in path: String, defaults: String?, _ reader: FileReader
    ) throws(Diagnostic) -> [(name: String, file: String)] {
        var files: [String: String] = [:]
        for folder in [defaults, path].compactMap(\.self) {
            if defaults != nil, folder == path, !reader.exists(path) { continue }
            for entry in try reader.list(folder) {
                files[entry.path] = SiteFolders.join(folder, entry.path)
            }
        }
        return files.sorted { $0.key < $1.key }.map { (name: $0.key, file: $0.value) }
    }

    private static func name(of path: String) -> String {
        let stem = path.dropLast(".mustache".count)
        return String(stem.hasSuffix(".html") ? stem.dropLast(".html".count) : stem)
    }

    func asset(_ name: String) throws(Diagnostics) -> (file: String, bytes: [UInt8]) {
        guard let found = assets.first(where: { $0.name == name }) else {
            throw Diagnostics([
                Diagnostic(
                    id: "template-asset-missing",
                    at: SourceLocation(file: SiteFolders.join(path, "assets/\(name)")),
                    message: "the asset \(name) is missing",
                    hint: "Put it back; every page refers to it.")
            ])
        }
        return (found.file, found.bytes)
    }

    /// The same, at a path that changes with its bytes.
    func siteAsset(_ name: String) throws(Diagnostics) -> SiteAsset {
        let (file, bytes) = try asset(name)
        return SiteAsset(source: file, name: name, bytes: bytes)
    }
}
