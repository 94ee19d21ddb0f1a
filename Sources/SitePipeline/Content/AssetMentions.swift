import MarginModel

/// Which articles mention an asset by its name or ticker.
struct AssetMentions: Sendable {
    private let byTicker: [String: [Article]]

    init(of assets: [AssetName], in articles: [Article], queue: WorkQueue) async {
        let finder = AssetNameFinder(of: assets)
        let mentioned = await queue.map(articles) { article in
            finder.assets(in: [Array(article.title.utf8), article.markdown])
        }
        var found: [String: [Article]] = [:]
        for (article, named) in zip(articles, mentioned) {
            for asset in named { found[assets[asset].ticker, default: []].append(article) }
        }
        byTicker = found
    }

    /// In the order in which the articles came.
    func articles(on asset: AssetName) -> [Article] { byTicker[asset.ticker] ?? [] }
}
