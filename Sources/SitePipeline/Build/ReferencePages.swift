import MarginModel
import PageRendering

/// The pages that articles refer to: one per asset, one per venue, and the list of venues.
struct ReferencePages: Sendable {
    let content: SiteContent
    /// Newest first, with what lists show of each.
    let articles: [Article]
    let cards: [ArticleCard]
    let mentions: AssetMentions
    let book: TemplateBook
    let site: SiteView
    let ticker: TickerStripView?
    /// `nil` when there is none that is fresh.
    let snapshot: Snapshot?

    private var sheets: [VenueSheet] { content.shownSheets }

    private var assets: [AssetName] { Self.assets(of: content) }

    /// Assets that have a price or tiers, in the order of the snapshot, the rest by ticker.
    static func assets(of content: SiteContent) -> [AssetName] {
        let quoted = (content.shownSnapshot?.quotes ?? []).map { quote in
            AssetName(
                slug: quote.asset, ticker: quote.ticker ?? quote.asset, name: quote.name)
        }
        let traded = Set(content.shownSheets.flatMap { $0.symbols.map(\.base) }).sorted().map {
            ticker in
            AssetName.known.first { $0.ticker == ticker }
                ?? AssetName(slug: ticker.lowercased(), ticker: ticker, name: ticker)
        }
        var seen: Set<String> = []
        return (quoted + traded).filter { seen.insert(AssetPage.path(of: $0.ticker)).inserted }
    }

    var jobs: [PageJob] { assetListJobs + assetJobs + mentionJobs + venueJobs }

    private var assetListJobs: [PageJob] {
        let (site, ticker, template) = (site, ticker, book.topics)
        let rows = assets.map {
            TopicRow(
                title: "\($0.name) (\($0.ticker))", href: AssetPage.path(of: $0.ticker),
                number: mentions.places(of: $0).count)
        }
        guard !rows.isEmpty else { return [] }
        return ListPlace.all(
            at: AssetPage.listPath, entries: rows.count, perPage: TopicsPage.topicsPerPage
        ).map { list in
            PageJob(at: list.path, source: "pages/topics", template: template) {
                TopicsPage(
                    list, title: site.words(.assetsTitle),
                    description: site.words(.assetsDescription), topics: list.part(of: rows),
                    site: site, ticker: ticker)
            }
        }
    }

    private var assetJobs: [PageJob] {
        let (site, ticker, sheets, snapshot, assets) = (site, ticker, sheets, snapshot, assets)
        let (template, mentions, articles) = (book.asset, mentions, articles)
        return assets.map { asset in
            PageJob(
                at: AssetPage.path(of: asset.ticker), source: "pages/asset", template: template
            ) {
                AssetPage(
                    asset: asset, snapshot: snapshot, sheets: sheets,
                    articles: mentions.places(of: asset).map { articles[$0] }, site: site,
                    ticker: ticker)
            }
        }
    }

    /// The lists of what mentions an asset that is named more often than its page has room for.
    private var mentionJobs: [PageJob] {
        let pages = ArticleList(template: book.topic, site: site, ticker: ticker, cards: cards)
        return assets.flatMap { asset -> [PageJob] in
            let places = mentions.places(of: asset)
            guard places.count > TopicPage.entriesPerPage else { return [] }
            return ListPlace.all(
                at: AssetPage.mentionsPath(of: asset.ticker), entries: places.count,
                perPage: TopicPage.entriesPerPage
            ).map { list in
                pages.job(
                    TopicPage.Place(mentionsOf: asset, list, site.words), of: list.part(of: places))
            }
        }
    }

    private var venueJobs: [PageJob] {
        let (site, ticker, sheets) = (site, ticker, sheets)
        let list = PageJob(
            at: "/venues/", source: "pages/venues", template: book.venues
        ) { VenuesPage(sheets: sheets, site: site, ticker: ticker) }
        let template = book.venue
        return (sheets.isEmpty ? [] : [list])
            + sheets.map { sheet in
                PageJob(
                    at: VenuePage.path(of: sheet.venue), source: "pages/venue", template: template
                ) { VenuePage(sheet: sheet, site: site, ticker: ticker) }
            }
    }

    /// The pages, for search.
    static func entries(of content: SiteContent, _ words: Words) -> [SearchEntry] {
        assets(of: content).map {
            SearchEntry(
                title: "\($0.name) (\($0.ticker))", href: AssetPage.path(of: $0.ticker),
                kind: words(.findAsset))
        }
            + content.shownSheets.map {
                SearchEntry(
                    title: words(.venueTitle, .text($0.venue.displayName)),
                    href: VenuePage.path(of: $0.venue), kind: words(.findVenue))
            }
    }
}
