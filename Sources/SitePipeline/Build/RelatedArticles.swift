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

    /// Goes through the articles under any of the tags together, newest first.
    private func mostAlike(
        _ article: Article, except taken: Set<Int>, atMost wanted: Int
    ) -> [Int] {
        let lists = Set(article.tags).compactMap { postings[$0] }
        var next = [Int](repeating: 0, count: lists.count)
        // The newest that share so many tags.
        var found = [[Int]](repeating: [], count: lists.count + 1)
        while found[lists.count].count < wanted {
            var position = count
            for (list, start) in zip(lists, next) where start < list.count {
                position = min(position, list[start])
            }
            guard position < count else { break }
            var shared = 0
            for index in lists.indices
            where next[index] < lists[index].count && lists[index][next[index]] == position {
                next[index] += 1
                shared += 1
            }
            if found[shared].count < wanted, !taken.contains(position) {
                found[shared].append(position)
            }
        }
        return Array(found.reversed().joined().prefix(wanted))
    }
}
