/// Where every link of a site leads: each address is resolved once, however many pages carry it.
struct LinkMap {
    struct Destination {
        let target: SiteBase.Target
        /// The document that a server sends for it, by its place among all; `nil` where it sends another
        /// file, or none.
        let document: Int?
    }

    let destinations: [Destination]
    /// Of each document, of each of its links, which destination it is.
    let links: [[Int]]

    init(_ facts: [PageFacts], base: SiteBase, index: SiteIndex) {
        let documents = Dictionary(
            facts.enumerated().map { ($1.path, $0) }, uniquingKeysWith: { first, _ in first })
        var destinations: [Destination] = []
        // Of addresses that mean the same everywhere.
        var known: [String: Int] = [:]
        links = facts.map { document in
            document.links.map { link in
                if let place = known[link.target] { return place }
                let target = base.resolve(link.target, from: document.path)
                let file: String? =
                    if case .inside(let path, _) = target { index.file(of: path) } else { nil }
                destinations.append(
                    Destination(target: target, document: file.flatMap { documents[$0] }))
                let place = destinations.count - 1
                if Self.isTheSameEverywhere(link.target) { known[link.target] = place }
                return place
            }
        }
        self.destinations = destinations
    }

    private static func isTheSameEverywhere(_ address: String) -> Bool {
        address.hasPrefix("/") || AddressSyntax.scheme(of: address.utf8) != nil
    }
}
