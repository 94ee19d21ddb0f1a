package import MarginModel
package import PageRendering

/// `Templates/` as read: mustache files by name, and assets. The product's own stand in for those that
/// a site does not have.
package struct TemplateFolder: Sendable {
    let path: String
    package let sources: [TemplateSource]
    let assets: [(name: String, file: String, bytes: [UInt8])]
    package let words: WordsFolder
    let inputs: [InputFile]

    /// A template's name is its path without `.mustache`, and without `.html`: `pages/home`,
    /// `pages/article.md`.
    ///
    /// - Parameter defaults: A folder with every template and asset.
    package init(reading path: String, defaults: String? = nil) throws(Diagnostics) {
        let files = FileReader()
        var sources: [TemplateSource] = []
        var assets: [(name: String, file: String, bytes: [UInt8])] = []
        var words: [(file: String, bytes: [UInt8])] = []
        var inputs: [InputFile] = []
        do {
            for (name, file) in try Self.files(in: path, defaults: defaults, files) {
                let isTemplate = name.hasSuffix(".mustache")
                let isWords = name.hasPrefix("words/") && name.hasSuffix(WordsFolder.ending)
                guard isTemplate || isWords || name.hasPrefix("assets/") else { continue }
                let bytes = try files.read(file)
                // By its place in the site, so that a default gives the same release everywhere.
                let place = SiteFolders.join(path, name)
                var sha256 = Fingerprint.sha256(bytes)
                if let earlier = inputs.last, earlier.path == place {
                    inputs.removeLast()
                    if earlier.sha256 != sha256 {
                        sha256 = Fingerprint.sha256(Array((earlier.sha256 + sha256).utf8))
                    }
                }
                inputs.append(InputFile(path: place, sha256: sha256))
                if isTemplate {
                    sources.append(
                        TemplateSource(
                            name: TemplateFolder.name(of: name), file: file, bytes: bytes))
                } else if isWords {
                    words.append((file, bytes))
                } else {
                    assets.append((String(name.dropFirst("assets/".count)), file, bytes))
                }
            }
        } catch {
            throw Diagnostics([error])
        }
        self.words = try WordsFolder(words)
        self.path = path
        self.sources = sources
        self.assets = assets
        self.inputs = inputs
    }

    /// Each name in the order of the names: the site's own file, else the product's. Of words both, as
    /// the site's own replace entries one by one.
    private static func files(
        in path: String, defaults: String?, _ reader: FileReader
    ) throws(Diagnostic) -> [(name: String, file: String)] {
        var files: [String: [String]] = [:]
        for folder in [defaults, path].compactMap(\.self) {
            if defaults != nil, folder == path, !reader.exists(path) { continue }
            for entry in try reader.list(folder) {
                let file = SiteFolders.join(folder, entry.path)
                let earlier = entry.path.hasPrefix("words/") ? files[entry.path] ?? [] : []
                files[entry.path] = earlier + [file]
            }
        }
        return files.sorted { $0.key < $1.key }.flatMap { name, files in
            files.map { (name: name, file: $0) }
        }
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
        return SiteAsset(
            source: file, name: name,
            bytes: name.hasSuffix(".js") ? Stylesheets.script(bytes) : bytes)
    }
}
