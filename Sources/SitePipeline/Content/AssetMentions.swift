import MarginModel

/// Which articles mention an asset by its name or ticker.
struct AssetMentions: Sendable {
    private let byTicker: [String: [Int]]

    init(of assets: [AssetName], in articles: [Article], queue: WorkQueue) async {
        let finder = AssetNameFinder(of: assets)
        let mentioned = await queue.map(articles) { article in
            finder.assets(in: article.shownTexts)
        }
        var found: [String: [Int]] = [:]
        for (article, named) in mentioned.enumerated() {
            for asset in named { found[assets[asset].ticker, default: []].append(article) }
        }
        byTicker = found
    }

    /// The places of the articles, in their order.
    func places(of asset: AssetName) -> [Int] { byTicker[asset.ticker] ?? [] }
}

extension Article {
    /// All that its page shows of it, in the order of the page.
    fileprivate var shownTexts: [[UInt8]] {
        var texts = [Array(title.utf8), leadHTML]
        for section in sections + (notes.map { [$0] } ?? []) {
            texts += [Array(section.title.utf8), section.introHTML]
            texts += section.steps.map(\.html)
            texts.append(section.outroHTML)
        }
        for entry in faq { texts += [Array(entry.question.utf8), entry.answerHTML] }
        return texts
    }
}
