/// One page of a list that goes over several: `/topics/fees/`, then `/topics/fees/page-2/`.
package struct ListPlace: Hashable, Sendable {
    /// The address of the first page.
    package let root: String
    /// From 1.
    package let number: Int
    package let pageCount: Int
    private let perPage: Int

    /// Every page of a list; an empty one has a page too.
    ///
    /// - Parameter perPage: How many entries stand on a page.
    package static func all(at root: String, entries: Int, perPage: Int) -> [ListPlace] {
        let count = max(1, (entries + perPage - 1) / perPage)
        return (1...count).map {
            ListPlace(root: root, number: $0, pageCount: count, perPage: perPage)
        }
    }

    package var path: String { path(of: number) }

    var isFirst: Bool { number == 1 }

    /// Of all entries of the list those that stand on this page.
    package func part<Entry>(of entries: [Entry]) -> ArraySlice<Entry> {
        entries.dropFirst((number - 1) * perPage).prefix(perPage)
    }

    private func path(of page: Int) -> String { root + (page == 1 ? "" : "page-\(page)/") }

    fileprivate func link(to page: Int) -> PagerLink? {
        guard (1...pageCount).contains(page) else { return nil }
        return PagerLink(number: page, pages: pageCount, href: path(of: page))
    }
}

/// The way from one page of a list to its neighbours (`partials/pager`).
package struct PagerView: ViewModel {
    private let before: PagerLink?
    private let after: PagerLink?

    /// `nil` for a list of one page.
    init?(_ place: ListPlace) {
        guard place.pageCount > 1 else { return nil }
        before = place.link(to: place.number - 1)
        after = place.link(to: place.number + 1)
    }

    package static var shape: ViewShape<PagerView> {
        ViewShape(
            "The way to the neighbours of a page of a list.",
            [
                .record("before", "The page before this one.", \.before),
                .record("after", "The page after this one.", \.after),
            ])
    }
}

/// A page of a list to go to.
package struct PagerLink: ViewModel {
    let number: Int
    let pages: Int
    let href: String

    package static var shape: ViewShape<PagerLink> {
        ViewShape(
            "A page of a list.",
            [
                .text("title", "Which it is, in words.") {
                    $1(.listPlace, .count($0.number), .count($0.pages))
                },
                .count("number", "Its number, from 1.") { $0.number },
                .count("pages", "How many the list has.") { $0.pages },
                .text("href", "Its path.") { $0.href },
            ])
    }
}

extension HeadView {
    /// The head of a page of a list, which names its page from the second on.
    init(
        title: String, description: String, list: ListPlace, site: SiteView,
        parents: [LinkView] = []
    ) {
        let place: [Words.Value] = [.count(list.number), .count(list.pageCount)]
        self.init(
            title: list.isFirst ? title : site.words(.listTitle, [.text(title)] + place),
            description: list.isFirst
                ? description : site.words(.listDescription, [.text(description)] + place),
            path: list.path, site: site,
            parents: list.isFirst ? parents : parents + [LinkView(title: title, href: list.root)])
    }
}
