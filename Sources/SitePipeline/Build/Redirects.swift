import MarginModel
import PageRendering

/// What hosts send on: earlier addresses of texts, and of questions that have no page of their own.
struct Redirects: Sendable {
    /// An address and where it leads, both in full.
    struct Move: Sendable {
        let from: String
        let to: String
    }

    /// Addresses of questions: `/faq/<folder>/<question>/` leads to `<page>#<question>`. Without a folder
    /// any article is meant.
    struct Pattern: Sendable {
        let folder: String?
        let page: String
    }

    private(set) var moves: [Move]
    /// The particular ones first: hosts take the first line that fits.
    private(set) var patterns: [Pattern] = []
    private let index: SiteIndex
    private let placement: QuestionPlacement

    init(
        _ index: SiteIndex, _ placement: QuestionPlacement, settings: [RedirectSetting] = []
    ) {
        self.index = index
        self.placement = placement
        moves = index.placed.flatMap { text, path in
            Set(text.aliases).map { Move(from: Article.path(ofAlias: $0, beside: path), to: path) }
        }
        moves += settings.map { Move(from: $0.from, to: $0.to) }
        let asked = placement == .page ? [] : index.articles.filter { !$0.faq.isEmpty }
        if !asked.isEmpty {
            patterns = asked.filter { $0.kind == .plan }.map {
                Pattern(folder: $0.slug, page: $0.path)
            }
            patterns.append(Pattern(folder: nil, page: "/articles/"))
        }
        // Where the page had not the name of the place.
        for article in asked {
            for number in article.faq.indices {
                let id = article.faq[number].id
                let page = QuestionPage.path(ofQuestion: number, in: article)
                guard !page.hasSuffix("/\(id)/") else { continue }
                moves.append(Move(from: page, to: "\(article.path)#\(AddressPath.encoded(id))"))
            }
        }
        // One text may write an old address in two ways.
        var seen: Set<String> = []
        moves = moves.sorted { $0.from < $1.from }.filter { seen.insert($0.from).inserted }
    }

    /// Of files that an earlier release had, those whose address leads on now.
    func leadingOn(_ files: [String]) -> Set<String> {
        guard !files.isEmpty else { return [] }
        var old = Set(moves.map { PageJob.file(at: $0.from) })
        for article in placement == .page ? [] : index.articles {
            for number in article.faq.indices {
                old.insert(PageJob.file(at: QuestionPage.path(ofQuestion: number, in: article)))
            }
        }
        return old.intersection(files)
    }
}
