package import MarginModel

/// Someone who writes or reviews, and the articles (`pages/person`).
package struct PersonPage: ViewModel {
    private let site: SiteView
    private let page: HeadView
    private let ticker: TickerStripView?
    private let author: Author
    private let entries: [ArticleCard]
    private let pager: PagerView?

    /// - Parameter entries: Those of this page of the list.
    package init(
        _ author: Author, _ list: ListPlace, entries: [ArticleCard], site: SiteView,
        ticker: TickerStripView?
    ) {
        self.site = site
        self.ticker = ticker
        self.author = author
        self.entries = entries
        page = HeadView(
            title: author.name, description: site.words(.personDescription, .text(author.name)),
            list: list, site: site, parents: [])
        pager = PagerView(list)
    }

    /// `/people/desk/` for the id `desk`.
    package static func path(of id: String) -> String { "/people/\(AddressPath.encoded(id))/" }

    package static var shape: ViewShape<PersonPage> {
        ViewShape(
            "Someone who writes or reviews.",
            [
                .record("site", "The site.", \.site),
                .record("page", "The page.", \.page),
                .record("ticker", "The strip of prices.", \.ticker),
                .optional("role", "What it does here.") { $0.author.role },
                .flag("isFictional", "Whether it is made up.") { $0.author.isFictional },
                .texts("links", "Pages about it elsewhere.") { $0.author.links },
                .flag("hasLinks", "Whether there are any.") { !$0.author.links.isEmpty },
                .record("picture", "Its picture.") { view in
                    view.author.picture.map { PictureView($0, baseURL: "", page: "/") }
                },
                .list("entries", "The articles and plans of this page.") { $0.entries },
                .record("pager", "The way to the list's other pages.", \.pager),
            ])
    }
}
