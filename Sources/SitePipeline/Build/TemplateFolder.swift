import MarginModel
import PageRendering

/// `Templates/` as read: mustache files by name, and assets.
struct TemplateFolder: Sendable {
    let path: String
    let sources: [TemplateSource]
    let assets: [(name: String, file: String, bytes: [UInt8])]
    let inputs: [InputFile]

    /// A template's name is its path without `.mustache`, and without `.html`: `pages/home`,
    /// `pages/article.md`.
    init(reading path: String) throws(Diagnostics) {
        let files = FileReader()
        var sources: [TemplateSource] = []
        var assets: [(name: String, file: String, bytes: [UInt8])] = []
        var inputs: [InputFile] = []
        do {
            for entry in try files.list(path) {
                let file = SiteFolders.join(path, entry.path)
                let isTemplate = entry.path.hasSuffix(".mustache")
                guard isTemplate || entry.path.hasPrefix("assets/") else { continue }
                let bytes = try files.read(file)
                inputs.append(InputFile(path: file, sha256: Fingerprint.sha256(bytes)))
                if isTemplate {
                    let name = TemplateFolder.name(of: entry.path)
                    sources.append(TemplateSource(name: name, file: file, bytes: bytes))
                } else {
                    assets.append((String(entry.path.dropFirst("assets/".count)), file, bytes))
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
}
