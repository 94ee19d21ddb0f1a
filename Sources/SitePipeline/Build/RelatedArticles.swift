import MarginModel

/// What to read next, for every article of a site.
struct RelatedArticles: Sendable {
    private let positions: [String: Int]
    /// The articles under each tag, by position.
    private let postings: [String: [Int]]
    private let count: Int

    private static let most = 6

    /// - Parameter articles: Newest first.
    init(_ articles: [Article]) {
        var positions: [String: Int] = [:]
        var postings: [String: [Int]] = [:]
        for (position, article) in articles.enumerated() {
            positions[article.slug] = position
            for tag in Set(article.tags) { postings[tag, default: []].append(position) }
        }
        self.positions = positions
        self.postings = postings
        count = articles.count
    }

    /// At most six positions: those that the article names, then those that share most tags, newest
    /// first.
    func positions(relatedTo article: Article) -> [Int] {
        var result: [Int] = []
        for slug in article.related where slug != article.slug {
            guard let position = positions[slug], !result.contains(position) else { continue }
            result.append(position)
        }
        let taken = Set(result + [positions[article.slug]].compactMap(\.self))
        let wanted = Self.most - result.count
        guard wanted > 0 else { return Array(result.prefix(Self.most)) }
        return result + mostAlike(article, except: taken, atMost: wanted)
    }

    private func mostAlike(
        _ article: Article, except taken: Set<Int>, atMost wanted: Int
    ) -> [Int] {
        let lists = Set(article.tags).compactMap { postings[$0] }
        var shared = [UInt16](repeating: 0, count: count)
        // Those that share so many tags or more; of those that share one there are too many to keep.
        var reached = [[Int]](repeating: [], count: lists.count + 1)
        for list in lists {
            for position in list {
                let tags = shared[position] + 1
                shared[position] = tags
                if tags > 1 { reached[Int(tags)].append(position) }
            }
        }
        for position in taken { shared[position] = 0 }
        var best: [Int] = []
        for tags in stride(from: lists.count, to: 1, by: -1) where best.count < wanted {
            best += reached[tags].filter { shared[$0] == tags }.sorted()
        }
        if best.count < wanted {
            best += lists.flatMap { $0.lazy.filter { shared[$0] == 1 }.prefix(wanted) }.sorted()
        }
        return Array(best.prefix(wanted))
    }
}
