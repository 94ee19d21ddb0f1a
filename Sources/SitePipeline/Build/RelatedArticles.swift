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
        var shared = [UInt16](repeating: 0, count: count)
        var touched: [Int] = []
        for tag in Set(article.tags) {
            for position in postings[tag] ?? [] {
                if shared[position] == 0 { touched.append(position) }
                shared[position] += 1
            }
        }
        for position in taken { shared[position] = 0 }
        var best: [Int] = []
        for position in touched where shared[position] > 0 {
            if best.count == wanted, shared[position] < shared[best[wanted - 1]] { continue }
            let place =
                best.firstIndex {
                    (shared[$0], position) < (shared[position], $0)
                } ?? best.count
            guard place < wanted else { continue }
            best.insert(position, at: place)
            if best.count > wanted { best.removeLast() }
        }
        return best
    }
}
