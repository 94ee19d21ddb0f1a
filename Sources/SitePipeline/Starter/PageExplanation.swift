import ContentIngest
package import MarginModel

/// Why an article's page is on the site, or is not, and why a page was rendered again.
package struct PageExplanation: Sendable {
    let folders: SiteFolders
    let clock: Instant

    package init(folders: SiteFolders, clock: Instant) {
        self.folders = folders
        self.clock = clock
    }

    /// - Parameter name: A page's address or path, an article's file, or its slug.
    /// - Returns: `nil` when no article and no page goes by that name.
    package func text(of name: String) async -> String? {
        let slug = Self.slug(in: name)
        let folder = SiteFolders.join(folders.content, "articles")
        let text = try? ArticleTree(reading: folder).texts.first {
            ArticleTree.slug(of: "articles/\($0)") == slug
        }
        let file = SiteFolders.join(folder, text ?? "\(slug).md")
        guard !slug.isEmpty, FileReader().exists(file) else {
            return history(of: Self.path(in: name))
        }
        let article: Article
        do {
            article = try ArticleReader().read(FileReader().read(file), file: file, slug: slug)
                .article
        } catch let problems as Diagnostics {
            return unreadable(file, problems.all)
        } catch let problem as Diagnostic {
            return unreadable(file, [problem])
        } catch {
            preconditionFailure("the readers throw nothing else")
        }
        if let why = SiteIndex.reasonToLeaveOut(article, clock: clock)?.why {
            return "\(file) is not published: \(why) (clock \(clock))."
        }
        let page = SiteFolders.join(
            folders.output, "current/site/" + PageJob.file(at: article.path))
        let isLive = FileReader().exists(page)
        return "\(file) is to be published at \(article.path), and "
            + (isLive ? "is live." : "the live release does not have it: run marginalia build.")
            + setAsideNote(file)
            + (history(of: PageJob.file(at: article.path)).map { "\n" + $0 } ?? "")
    }

    /// Whether a file of the live release is as in the release before it.
    ///
    /// - Parameter path: Relative to the site's folder: `faq/index.html`.
    /// - Returns: `nil` when the live release has no such file.
    private func history(of path: String) -> String? {
        // Without an output folder nothing was ever built.
        guard FileReader().exists(SiteFolders.join(folders.output, OutputMarker.name)),
            let store = try? ReleaseStore(reading: folders.output), let live = store.currentID(),
            let record = try? ReleaseVerification.record(of: store.releasePath(of: live)),
            let file = record.outputs.first(where: { $0.path == path })
        else { return nil }
        let page = "\(path) of the live release "
        let known = store.releaseIDs()
        guard let place = known.firstIndex(of: live), place > 0,
            let before = try? ReleaseVerification.record(
                of: store.releasePath(of: known[place - 1]))
        else { return page + "has no release before it to be compared with." }
        guard let old = before.outputs.first(where: { $0.path == path }) else {
            return page + "is new: the release before it has no such file."
        }
        if old.sha256 == file.sha256 {
            return page + "is as in the release before it, byte for byte."
        }
        let changed = Set(Set(before.inputs).symmetricDifference(record.inputs).map(\.path))
        let causes = changed.sorted() + (before.tool == record.tool ? [] : ["the program"])
        let rest = causes.count > 10 ? " and \(causes.count - 10) more" : ""
        return page + "is another than in the release before it"
            + (file.source.map(changed.contains) == true
                ? ": what it is made from has changed" : "")
            + (causes.isEmpty
                ? ". Between the two only the clock differs."
                : ". Between the two differ: \(causes.prefix(10).joined(separator: ", "))\(rest).")
    }

    /// What the live release's build report says, when it names the article.
    private func setAsideNote(_ file: String) -> String {
        let report = SiteFolders.join(folders.output, "current/build-report")
        // Without a live release there is nothing to add.
        guard let bytes = try? FileReader().read(report + ".json"),
            String(decoding: bytes, as: UTF8.self).contains(
                "\(file.dropFirst(folders.content.count))\"")
        else { return "" }
        return "\nThe last run set this article aside or left it out; \(report).html says why."
    }

    private func unreadable(_ file: String, _ problems: [Diagnostic]) -> String {
        let list = problems.map(\.description).joined(separator: "\n")
        return "\(file) cannot be read. What happens then is nightly.onFailure.articles in "
            + "site.yml; a build fails.\n\(list)"
    }

    /// `https://host/faq/`, `/faq/`, `faq/index.html` → `faq/index.html`.
    static func path(in name: String) -> String {
        var rest = name[...]
        if let scheme = rest.firstRange(of: "://") {
            let host = rest[scheme.upperBound...]
            rest = host.firstIndex(of: "/").map { host[$0...] } ?? "/"
        }
        let path = AddressPath.decoded(String(rest.drop { $0 == "/" }))
        return path.isEmpty || path.hasSuffix("/") ? path + "index.html" : path
    }

    /// `https://host/articles/x/index.html`, `/articles/x/`, `Content/articles/x.md`, `x` → `x`.
    static func slug(in name: String) -> String {
        var parts = AddressPath.decoded(name).split(separator: "/").map(String.init)
        if let last = parts.last, last.hasPrefix("index.") { parts.removeLast() }
        let last = parts.last ?? ""
        return ContentNames.text.stem(of: last) ?? last
    }
}
