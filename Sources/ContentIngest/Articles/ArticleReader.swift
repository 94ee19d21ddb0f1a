package import MarginModel

/// Reads an article: front matter and a Markdown body.
package struct ArticleReader: Sendable {
    private let isMarked: Bool

    /// - Parameter isMarked: Whether the article's markup holds a `SourceMark` before each text.
    package init(isMarked: Bool = false) { self.isMarked = isMarked }

    /// - Parameter slug: The file's name without its suffix; the article's name in addresses.
    /// - Throws: Everything wrong with the file, warnings included, when any of it is an error.
    package func read(
        _ bytes: [UInt8], file: String, slug: String
    ) throws(Diagnostics) -> (article: Article, warnings: [Diagnostic]) {
        let frontMatter: FrontMatterReader.Result
        do { frontMatter = try FrontMatterReader().read(bytes, file: file) } catch {
            throw Diagnostics([error]).withExcerpts(from: bytes)
        }
        let start = SourceLocation(file: file)
        var fields = ConfigurationFields(frontMatter.entries, at: start)
        var article = article(from: &fields, slug: slug)
        let body = MarkdownReader(isMarked: isMarked).read(
            bytes, from: frontMatter.bodyOffset, file: file,
            allowsPlainTags: article.rights == .own)
        article.location =
            frontMatter.entries.first { $0.key == "title" }?.keyLocation ?? start
        var diagnostics = fields.finish(unknownKeys: .warning)
        if !isSlug(slug) { diagnostics.append(.slug(slug, at: start)) }
        diagnostics.append(contentsOf: body.diagnostics)
        diagnostics = diagnostics.withExcerpts(from: bytes)
        if diagnostics.hasErrors { throw Diagnostics(diagnostics.sorted()) }
        article.leadHTML = body.leadHTML
        article.sections = body.sections
        article.faq = body.faq
        article.wordCount = body.wordCount
        article.markdown = Array(bytes[frontMatter.bodyOffset...])
        return (article, diagnostics.sorted())
    }

    private func article(from fields: inout ConfigurationFields, slug: String) -> Article {
        let title = fields.requiredText("title")
        let summary = fields.requiredText("summary")
        let errors = fields.diagnostics.errorCount
        let date = fields.instant("date")
        if date == nil, fields.diagnostics.errorCount == errors {
            fields.report(.noDate(at: fields.location))
        }
        let rights: Rights? = fields.choice("rights")
        if rights == nil { fields.report(.noRights(at: fields.location)) }
        return Article(
            slug: slug, kind: fields.choice("kind") ?? .article, title: title, summary: summary,
            date: date ?? Instant(secondsSinceEpoch: 0), updated: fields.instant("updated"),
            reviewBy: fields.instant("review_by"), expires: fields.instant("expires"),
            isDraft: fields.flag("draft"), tags: fields.texts("tags"),
            source: fields.text("source"), rights: rights ?? .unknown,
            related: fields.texts("related"),
            aliases: fields.texts("aliases", fault: AliasPath.fault),
            disclaimer: fields.text("disclaimer"), location: fields.location)
    }

    private func isSlug(_ slug: String) -> Bool {
        !slug.isEmpty && slug.utf8.first != UInt8(ascii: "-")
            && slug.utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
            }
    }
}

extension Diagnostic {
    fileprivate static func noDate(at location: SourceLocation) -> Self {
        Diagnostic(
            id: "key-missing", at: location, message: "date is missing",
            hint: "Add a line `date: 2026-02-01T16:25:00Z`.")
    }

    fileprivate static func noRights(at location: SourceLocation) -> Self {
        Diagnostic(
            .warning, id: "rights-missing", at: location,
            message: "rights are not stated, so the article is not published",
            hint: "Add `rights: own`, or licensed, where that is so.")
    }

    fileprivate static func slug(_ slug: String, at location: SourceLocation) -> Self {
        Diagnostic(
            id: "article-slug", at: location, message: "'\(slug)' cannot stand in an address",
            hint: "Name the file with small letters, digits and hyphens.")
    }
}
