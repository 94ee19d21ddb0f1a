package import MarginModel

/// One asset: its price, the tiers of each venue, the articles that mention it (`pages/asset`).
package struct AssetPage: ViewModel {
    package let site: SiteView
    package let page: HeadView
    package let ticker: TickerStripView?
    package let quote: QuoteView?
    package let asOf: DateView?
    package let source: String
    package let isExample: Bool
    package let tables: [TierTableView]
    package let entries: [ArticleCard]
    private let more: LinkView?

    /// - Parameters:
    ///   - snapshot: `nil` when there is none that is fresh.
    ///   - articles: All that mention it; what the page has no room for stands in a list of its own.
    package init(
        asset: AssetName, snapshot: Snapshot?, sheets: [VenueSheet], articles: [Article],
        site: SiteView, ticker: TickerStripView?
    ) {
        self.site = site
        self.ticker = ticker
        page = HeadView(
            title: "\(asset.name) (\(asset.ticker))",
            description: site.words(.assetDescription, .text(asset.name)),
            path: Self.path(of: asset.ticker), site: site,
            parents: [LinkView(title: site.words(.assetsTitle), href: Self.listPath)])
        quote = snapshot?.quote(for: asset.ticker).map(QuoteView.init)
        asOf = snapshot.map { DateView($0.asOf) }
        source = snapshot?.source ?? ""
        isExample = snapshot?.isExample == true
        tables = sheets.sorted { $0.venue.rawValue < $1.venue.rawValue }.flatMap { sheet in
            sheet.symbols.filter { $0.base == asset.ticker }
                .map { TierTableView(sheet: $0, of: sheet) }
        }
        let limit = TopicPage.entriesPerPage
        entries = articles.prefix(limit).map(ArticleCard.init)
        more =
            articles.count > limit
            ? LinkView(
                title: site.words(.assetMore, .count(articles.count), .text(asset.name)),
                href: Self.mentionsPath(of: asset.ticker)) : nil
    }

    /// `/assets/btc/articles/`, where more articles mention it than its page names.
    package static func mentionsPath(of ticker: String) -> String {
        path(of: ticker) + "articles/"
    }

    package static let listPath = "/assets/"

    /// `/assets/btc/` for BTC. A ticker without a letter or digit is spelled out by its numbers.
    package static func path(of ticker: String) -> String {
        var slug = Slug.of(ticker)
        if slug.isEmpty {
            let numbers = ticker.unicodeScalars.map { "u" + String($0.value, radix: 16) }
            slug = numbers.joined(separator: "-")
        }
        return "/assets/\(AddressPath.encoded(slug))/"
    }

    package static var shape: ViewShape<AssetPage> {
        ViewShape(
            "One asset.",
            [
                .record("site", "The site.", \.site),
                .record("page", "The page.", \.page),
                .record("ticker", "The strip of prices.", \.ticker),
                .record("quote", "Its indicative price, unless none is fresh.", \.quote),
                .record("asOf", "The instant of the price.", \.asOf),
                .text("source", "Where the price comes from.") { $0.source },
                .flag("isExample", "Whether the price is an example.") { $0.isExample },
                .list("tables", "The tiers of each venue.") { $0.tables },
                .flag("hasTables", "Whether a venue's tiers are known.") { !$0.tables.isEmpty },
                .list("entries", "The newest articles that mention it.") { $0.entries },
                .record("more", "The list of all, where there are more.", \.more),
                .flag("hasEntries", "Whether there are any.") { !$0.entries.isEmpty },
            ])
    }
}
