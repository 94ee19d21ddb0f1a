import MarginModel

/// Which articles mention an asset by its name or ticker, as a whole word.
struct AssetMentions: Sendable {
    private let byTicker: [String: [Article]]

    /// One pass over each article's title and text.
    init(of assets: [AssetName], in articles: [Article]) {
        let names = assets.flatMap { asset in
            [asset.name, asset.ticker].map { (words: Self.words($0), ticker: asset.ticker) }
        }
        // The longest first, so that "Bitcoin Cash" is not read as "Bitcoin".
        let byFirstWord = Dictionary(
            grouping: names.filter { !$0.words.isEmpty }, by: { $0.words[0] }
        ).mapValues { $0.sorted { $0.words.count > $1.words.count } }
        var found: [String: [Article]] = [:]
        // Most capitals begin a sentence: two letters tell that no name begins like that.
        var beginnings = [Bool](repeating: false, count: 1 << 16)
        for word in byFirstWord.keys { beginnings[Self.beginning(of: word)] = true }
        for article in articles {
            let words = Self.words(article.title) + Self.words(article.markdown)
            var mentioned: Set<String> = []
            for (place, word) in words.enumerated()
            where beginnings[Self.beginning(of: word)] {
                let named = byFirstWord[word]?.first { name in
                    words[place...].starts(with: name.words)
                }
                if let named { mentioned.insert(named.ticker) }
            }
            for ticker in mentioned { found[ticker, default: []].append(article) }
        }
        byTicker = found
    }

    /// In the order in which the articles came.
    func articles(on asset: AssetName) -> [Article] { byTicker[asset.ticker] ?? [] }

    private static func beginning(of word: ArraySlice<UInt8>) -> Int {
        word.prefix(2).reduce(0) { $0 << 8 | Int($1) }
    }

    private static func words(_ text: String) -> [ArraySlice<UInt8>] { words(Array(text.utf8)) }

    /// Words that begin with a capital letter: names and tickers are written with one.
    private static func words(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var words: [ArraySlice<UInt8>] = []
        var start = 0
        while start < bytes.count {
            var end = start
            while end < bytes.count, isPartOfWord(bytes[end]) { end += 1 }
            if end > start, (0x41...0x5A).contains(bytes[start]) {
                words.append(bytes[start..<end])
            }
            start = end + 1
        }
        return words
    }

    private static func isPartOfWord(_ byte: UInt8) -> Bool {
        byte >= 0x80 || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
    }
}
