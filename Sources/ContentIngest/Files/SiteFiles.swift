package import MarginModel

/// The files that a site publishes as they are: those of `images` and `static`, and those beside an article
/// that has its folder to itself.
package struct SiteFiles: Sendable {
    /// By name.
    package let byName: [String: SiteFile]
    /// From which hosts pages may show pictures besides: `https://pictures.example`.
    package let pictureHosts: [String]
    /// Changes with every file.
    package let digest: String
    /// The content folder.
    private let root: String
    private let namesInSmallLetters: [String: String]

    package init(_ files: [SiteFile], below root: String, pictureHosts: [String] = []) {
        self.root = root.hasSuffix("/") ? root : root + "/"
        self.pictureHosts = pictureHosts
        var names: [String: String] = [:]
        var byName: [String: SiteFile] = [:]
        for file in files.sorted(by: { $0.name < $1.name }) {
            byName[file.name] = file
            if let other = names.updateValue(file.name, forKey: file.name.lowercased()) {
                byName[file.name] = file.with(.sameName(other))
                byName[other] = byName[other]?.with(.sameName(file.name))
            }
        }
        self.byName = byName
        digest = byName.values.map { "\($0.name) \($0.sha256)" }.sorted().joined(separator: "\n")
        namesInSmallLetters = names
    }

    /// The folders whose files stand in the site under the names that they have there.
    package static let folders = ["images", "static"]

    /// Where a file of `images` or `static` stands in the site: `images/rise.png`, `robots-extra.txt`.
    package static func path(ofName name: String) -> String? {
        if name.hasPrefix("static/") { return String(name.dropFirst(7)) }
        return name.hasPrefix("images/") ? name : nil
    }

    /// Those beside an article, by their paths from its page on; none where it has no folder to itself.
    package func beside(_ article: String) -> [(path: String, file: SiteFile)] {
        guard let folder = folder(of: article) else { return [] }
        return byName.values.filter { $0.name.hasPrefix(folder) }.sorted { $0.name < $1.name }
            .map { (String($0.name.dropFirst(folder.count)), $0) }
    }

    /// Of `articles/rise/index.md`, `articles/rise/`.
    private func folder(of article: String) -> String? {
        guard article.hasPrefix(root), let slash = article.lastIndex(of: "/"),
            ["/index.md", "/index.markdown"].contains(article[slash...])
        else { return nil }
        let folder = article[...slash].dropFirst(root.count)
        return folder.split(separator: "/").count > 1 ? String(folder) : nil
    }

    /// The file that an address in an article means, as a site's pages write it.
    func file(at address: String, in article: String) throws(ReferenceFault) -> SiteFile {
        let path = PercentCoding.decoded(address.prefix { $0 != "?" && $0 != "#" })
        let names: [String]
        if path.hasPrefix("/") {
            let path = path.dropFirst()
            names = path.hasPrefix("images/") ? [String(path)] : ["static/\(path)"]
        } else {
            names = folder(of: article).map { [$0 + path] } ?? []
        }
        guard let file = names.lazy.compactMap({ byName[$0] }).first else {
            if let name = names.lazy.compactMap({ namesInSmallLetters[$0.lowercased()] }).first {
                throw .otherCase(String(name.split(separator: "/").last ?? ""))
            }
            throw .missing(
                hint: hint(for: path, isBeside: !path.hasPrefix("/"), hasFolder: !names.isEmpty))
        }
        if let fault = file.fault { throw .faulty(file.name, fault) }
        return file
    }

    /// Another place where a file of this name lies, else where to put it.
    private func hint(for path: String, isBeside: Bool, hasFolder: Bool) -> String {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let places = byName.keys.filter { $0.hasSuffix("/" + name) }.compactMap(Self.path(ofName:))
        if let place = places.min() { return "Write /\(place)" }
        if isBeside, !hasFolder {
            return "Put it into Content/images and write /images/\(name); or move the article to "
                + "a folder of its own, as index.md beside the picture"
        }
        let known = byName.keys.map { String($0.split(separator: "/").last ?? "") }
        return nearestName(to: name, among: known).map { "Did you mean \($0)?" }
            ?? "Put it into Content/images, or beside the article's index.md"
    }

    /// The picture of the site at an address: its hash and how large it is.
    func picture(
        of address: String, in article: String
    ) throws(ReferenceFault) -> (hash: String, size: PictureSize) {
        let file = try file(at: address, in: article)
        guard let size = file.picture else { throw .noPicture(file.name) }
        return (file.sha256, size)
    }

    /// The picture that the settings name.
    package func picture(_ setting: FileSetting) throws(Diagnostic) -> Picture {
        let size = try named(by: setting) { () throws(ReferenceFault) in
            try picture(of: setting.address, in: "").size
        }
        return Picture(address: setting.address, size: size, alternative: setting.alternative)
    }

    /// A file that the settings name.
    package func file(_ setting: FileSetting) throws(Diagnostic) -> SiteFile {
        try named(by: setting) { () throws(ReferenceFault) in
            try file(at: setting.address, in: "")
        }
    }

    private func named<Found>(
        by setting: FileSetting, _ find: () throws(ReferenceFault) -> Found
    ) throws(Diagnostic) -> Found {
        do throws(ReferenceFault) {
            return try find()
        } catch {
            let (id, message, hint) = error.text(of: setting.address)
            throw Diagnostic(id: id, at: setting.location, message: message, hint: hint)
        }
    }

    /// Whether a picture of another host may be shown.
    func allowsPicture(at address: String) -> Bool {
        pictureHosts.contains { address.hasPrefix($0 + "/") }
    }
}

/// `%20` in addresses.
enum PercentCoding {
    static func decoded(_ text: some StringProtocol) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
