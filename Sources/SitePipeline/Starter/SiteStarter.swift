import ContentIngest
package import MarginModel
import PageRendering

/// Makes a new site from the one that comes with the program, of what a publisher owns: settings, the
/// action plan, the standing pages, tiers, and one sample account, which is in a margin call. Templates
/// stay with the program, so that a later one brings its own. The new site lives on today's clock, so
/// its ticker, which is of another day, is an example.
package struct SiteStarter: Sendable {
    /// The site to start from.
    private let model: String
    private let language: String

    /// - Parameters:
    ///   - model: A folder that holds `Content/` and `Templates/`.
    ///   - language: What the new site speaks: `en`, or one that the model has texts in.
    package init(from model: String, language: String = "en") {
        self.model = model
        self.language = language
    }

    private static let translations = "Content/languages/"

    /// The languages that the model has texts in.
    package func languages() throws(Diagnostic) -> [String] {
        let folder = SiteFolders.join(model, Self.translations)
        let files = FileReader().exists(folder) ? try FileReader().list(folder) : []
        return Set(files.compactMap { $0.path.split(separator: "/").first.map(String.init) })
            .union(["en"]).sorted()
    }

    private static let settings = "Content/site.yml"
    private static let sample = "Content/portfolios/sample-binance-call.json"
    private static let plan = "Content/articles/how-to-handle-a-margin-call.md"
    private static let folders = [
        "Content/images/", "Content/pages/", "Content/snapshots/", "Content/venues/",
    ]

    /// What a version control of the new site should not keep.
    private static let ignored = """
        /Output/
        /.marginalia-key

        """

    private static let templates = """
        # Templates

        A template or asset that stands here stands in front of the program's own. `marginalia eject` lists
        those of the program, and `marginalia eject NAME` copies one here.

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
        let known = try languages()
        guard known.contains(language) else { throw .noTexts(in: language, known) }
        let writer = ContentWriter(root: folder, replacesExisting: false)
        let paths = try paths(files)
        for path in paths {
            let translation = SiteFolders.join(
                model, Self.translations + language + path.dropFirst("Content".count))
            let isTranslated = files.exists(translation)
            let bytes = try files.read(
                isTranslated && path != Self.settings
                    ? translation : SiteFolders.join(model, path))
            switch path {
            case Self.settings:
                let own = isTranslated ? try files.read(translation) : []
                _ = try writer.write(Self.replaced(Self.unpinned(bytes), by: own), to: path)
            case Self.plan: _ = try writer.write(Self.alone(bytes), to: path)
            case _ where Self.yetToSay[path] != nil && !isTranslated:
                _ = try writer.write(bytes + Self.unfinished(path), to: path)
            case _ where path.hasPrefix("Content/snapshots/"):
                _ = try writer.write(Self.example(bytes, path), to: path)
            default: _ = try writer.write(bytes, to: path)
            }
        }
        let more = [".gitignore": Self.ignored, "Templates/README.md": Self.templates]
        for (path, text) in more { _ = try writer.write(Array(text.utf8), to: path) }
        return paths.count + more.count
    }

    /// What nobody but the publisher of a site can say; a build tells of it until it is said.
    private static let yetToSay = [
        "Content/pages/privacy.md":
            "what its server records of requests, for how long and why, who can read it, and who is "
            + "responsible under the law that applies.",
        "Content/pages/terms.md":
            "its name and address, what it is liable for, the law that applies, and the court that is "
            + "competent; a lawyer should read this page.",
    ]

    private static func unfinished(_ path: String) -> [UInt8] {
        let what = yetToSay[path] ?? ""
        return Array(
            "\n## Of the publisher {#publisher}\n\nTo be completed by the publisher: \(what)\n".utf8
        )
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

    /// Settings with the values that others give, each a line at the margin and those below that are indented.
    private static func replaced(_ settings: [UInt8], by own: [UInt8]) -> [UInt8] {
        func blocks(_ text: [UInt8]) -> [[Substring]] {
            let lines = String(decoding: text, as: UTF8.self)
                .split(separator: "\n", omittingEmptySubsequences: false)
            return lines.reduce(into: []) { blocks, line in
                if line.hasPrefix(" "), !blocks.isEmpty {
                    blocks[blocks.count - 1].append(line)
                } else {
                    blocks.append([line])
                }
            }
        }
        func key(_ block: [Substring]) -> Substring { block[0].prefix { $0 != ":" } }
        let others = blocks(own).filter { !key($0).isEmpty }
        let result = blocks(settings).map { block in
            others.first { key($0) == key(block) } ?? block
        }
        return Array(result.joined().joined(separator: "\n").utf8)
    }

    /// An article without the line that names others to read next, which stay with the program.
    private static func alone(_ article: [UInt8]) -> [UInt8] {
        let lines = String(decoding: article, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.hasPrefix("related:") }
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
        try files.list(SiteFolders.join(model, "Content")).map { "Content/" + $0.path }
            .filter { path in
                [Self.settings, "Content/README.md", Self.plan, Self.sample].contains(path)
                    || Self.folders.contains { path.hasPrefix($0) }
            }
    }
}

extension Diagnostic {
    fileprivate static func noTexts(in language: String, _ known: [String]) -> Diagnostic {
        Diagnostic(
            id: "init-language", at: SourceLocation(file: "--language"),
            message: "there are no texts in '\(language)' to start with",
            hint:
                "Known are: \(known.joined(separator: ", ")). Another language: start with one of these, "
                + "write the articles in yours, and add its words (docs/authoring.md).")
    }

    fileprivate static func startedAlready(_ path: String) -> Diagnostic {
        Diagnostic(
            id: "init-exists", at: SourceLocation(file: path),
            message: "there is a site here already, and nothing of it is replaced",
            hint: "Name another folder; for units alone: marginalia init --systemd.")
    }
}
