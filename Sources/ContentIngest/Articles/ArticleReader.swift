package import MarginModel

/// Reads an article: front matter and a Markdown body.
package struct ArticleReader: Sendable {
    private let isMarked: Bool
    private let files: SiteFiles?
    private let people: Set<String>?
    private let parameters: [ParameterDeclaration]

    /// - Parameters:
    ///   - isMarked: Whether the article's markup holds a `SourceMark` before each text.
    ///   - files: What pictures are looked up in; `nil`: nothing is.
    ///   - people: Who may be named as an author; `nil`: anyone.
    ///   - parameters: What a text may say below `params`.
    package init(
        isMarked: Bool = false, files: SiteFiles? = nil, people: Set<String>? = nil,
        parameters: [ParameterDeclaration] = []
    ) {
        self.parameters = parameters
        self.isMarked = isMarked
        self.files = files
        self.people = people
    }

    /// - Parameter slug: The file's name without its suffix; the article's name in addresses.
    /// - Throws: Everything wrong with the file, warnings included, when any of it is an error.
    package func read(
        _ bytes: [UInt8], file: String, slug: String
    ) throws(Diagnostics) -> (article: Article, warnings: [Diagnostic]) {
        let bytes = SourceText.composed(try SourceBytes.unmarked(bytes, file: file))
        let frontMatter: FrontMatterReader.Result
        do { frontMatter = try FrontMatterReader().read(bytes, file: file) } catch {
            throw Diagnostics([error]).withExcerpts(from: bytes)
        }
        let problems = JSONProblems(frontMatter.fields)
        var fields = JSONObjectReader(problems: problems, object: 0)
        var article = article(from: &fields, slug: slug.composed)
        Self.refuseOtherDrafts(in: fields)
        fields.reportUnknownKeys()
        let body = MarkdownReader(isMarked: isMarked, files: files).read(
            bytes, from: frontMatter.bodyOffset, file: file,
            allowsPlainTags: article.rights == .own)
        if !Slug.isSlug(article.slug) {
            problems.report(
                id: "article-slug", at: 0, "\(quoted(article.slug)) cannot stand in an address",
                hint: "Name the file with small letters, digits and hyphens, or write "
                    + "`slug: \(Slug.of(article.slug))`.")
        }
        let warnings = try problems.warningsOrThrow(
            with: body.diagnostics.withExcerpts(from: bytes))
        article.leadHTML = body.leadHTML
        article.sections = body.sections
        article.faq = body.faq
        article.notes = body.notes
        article.wordCount = body.wordCount
        article.characterCount = body.characterCount
        article.codes = body.codes
        article.bodyOffset = frontMatter.bodyOffset
        article.markdown = Array(bytes[frontMatter.bodyOffset...])
        return (article, warnings)
    }

    private func article(from fields: inout JSONObjectReader, slug: String) -> Article {
        let title = fields.required("title")
        let summary = fields.requiredText("summary")
        let date = fields.required("date")?.instant()
        let rights = fields.choice("rights", of: Rights.self)
        if rights == nil {
            fields.problems.report(
                .warning, id: "rights-missing", at: fields.offset,
                "rights are not stated, so the article is not published",
                hint: "Add `rights: own`, or licensed, where that is so.")
        }
        let kind = fields.choice("kind", of: ArticleKind.self) ?? .article
        var article = Article(
            slug: fields.text("slug") ?? slug, kind: kind,
            title: title?.line() ?? "", summary: summary,
            date: date ?? Instant(secondsSinceEpoch: 0), updated: fields.instant("updated"),
            reviewBy: fields.instant("review_by"), expires: fields.instant("expires"),
            isDraft: fields.flag("draft") ?? false, tags: tags(from: &fields),
            source: fields.text("source"), rights: rights ?? .unknown,
            related: [],
            aliases: fields.value("aliases").map(AliasPath.read) ?? [],
            disclaimer: fields.text("disclaimer"), now: now(from: &fields, kind),
            location: title?.keyLocation ?? SourceLocation(file: fields.problems.document.file))
        let related = fields.value("related")
        article.related = related?.elements()?.compactMap { $0.text() } ?? []
        article.relatedPlace = related?.location
        article.isUnlisted = fields.choice("robots", of: Robots.self) == .noindex
        article.layout = fields.value("layout").flatMap { value in
            value.line().map { NamedPlace(name: $0, location: value.location) }
        }
        article.contentsLevel =
            fields.choice("contents", of: ContentsLevel.self) == .third ? 3 : 2
        article.parameters =
            fields.value("params").map {
                ParameterFields.values($0, declared: parameters)
            } ?? [:]
        article.image = image(from: &fields)
        article.authors = people(fields.value("author"))
        article.reviewers = people(fields.value("reviewer"))
        return article
    }

    private enum Robots: String, CaseIterable { case index, noindex }

    private enum ContentsLevel: String, CaseIterable {
        case second = "2"
        case third = "3"
    }

    private func image(from fields: inout JSONObjectReader) -> Picture? {
        let alternative = fields.text("image_alt")
        guard let files, let value = fields.value("image"), let address = value.line() else {
            fields.ignore("image")
            return nil
        }
        return value.picture(in: files, for: value.problems.document.file) { _, size in
            Picture(address: address, size: size, alternative: alternative)
        }
    }

    /// One id of `people.yml`, or several.
    private func people(_ value: JSONValue?) -> [String] {
        guard let value else { return [] }
        let named = value.isList ? value.elements() ?? [] : [value]
        return named.compactMap { value in
            guard let id = value.line() else { return nil }
            guard let people, !people.contains(id) else { return id }
            let nearest = nearestName(to: id, among: people)
            value.problems.report(
                id: "person-unknown", at: value.offset, "\(quoted(id)) is nobody of people.yml",
                hint: nearest.map { "Did you mean \($0)?" }
                    ?? "Write in Content/people.yml: \(id): {name: …}")
            return nil
        }
    }

    /// What other programs and other spellings keep an article back by, and the values that do not.
    private static let gates: [String: Set<String>] = [
        "draft": ["false"], "hidden": ["false"], "private": ["false"], "unlisted": ["false"],
        "unpublished": ["false"], "published": ["true"], "publish": ["true"], "public": ["true"],
        "status": ["published", "publish", "public", "live", "final"],
        "state": ["published", "public", "live", "final"], "visibility": ["public", "published"],
        "publishdate": [], "embargo": ["false"], "expirydate": [],
    ]

    /// An article that its author holds back in words that are not read would be published.
    private static func refuseOtherDrafts(in fields: JSONObjectReader) {
        for (name, value) in fields.members() where name != "draft" {
            let key = name.lowercased().filter { $0.isLetter }
            guard let open = gates[key], !open.contains(value.word.lowercased()) else { continue }
            fields.problems.report(
                id: "draft-in-other-words", at: value.offset,
                "\(quoted(name)) is not read, and may mean that the article is not to be published",
                hint:
                    "Write `draft: true` to hold it back, `date` for the day from which it is shown and "
                    + "`expires` for its end; or remove the line.")
        }
    }

    /// What stands at the top of a plan fits on a telephone's first screen.
    private static let nowLimit = 5

    private func now(from fields: inout JSONObjectReader, _ kind: ArticleKind) -> [String] {
        guard let value = fields.value("now") else { return [] }
        let lines = value.elements() ?? []
        if kind != .plan || lines.count > Self.nowLimit {
            fields.problems.report(
                id: "now-lines", at: value.offset,
                kind == .plan
                    ? "`now` has \(lines.count) lines, more than \(Self.nowLimit)"
                    : "`now` belongs to a plan, and this is an article",
                hint: kind == .plan
                    ? "Keep what a reader does before anything else."
                    : "Add `kind: plan`, or leave it out.")
        }
        return lines.compactMap { $0.text() }
    }

    /// A tag makes a page, and a line on the pages of its articles.
    private static let tagLimit = 50

    private func tags(from fields: inout JSONObjectReader) -> [String] {
        let list = fields.value("tags")?.elements() ?? []
        if list.count > Self.tagLimit {
            fields.problems.report(
                id: "too-many-tags", at: list[Self.tagLimit].offset,
                "the article has \(list.count) tags, more than \(Self.tagLimit)",
                hint: "Keep those that a reader would look under.")
        }
        return list.compactMap { $0.text() }
    }
}
