@_spi(_Unicode) import Swift

/// The order of texts in a language: by the letters of its alphabet, whatever their marks and case; digits
/// before letters, letters of other scripts after them.
package struct Collation: Sendable {
    private let ranks: [Unicode.Scalar: UInt32]

    package init(_ words: Words) {
        let alphabet = words(.formatAlphabet).unicodeScalars.filter { $0 != " " && $0 != "\n" }
        ranks = Dictionary(
            zip(alphabet, UInt32(1_000)...), uniquingKeysWith: { first, _ in first })
    }

    package func sorted<Item>(_ items: [Item], by text: (Item) -> String) -> [Item] {
        items.map { (key: key(of: text($0)), text: text($0), item: $0) }.sorted { left, right in
            left.key == right.key
                ? left.text < right.text : left.key.lexicographicallyPrecedes(right.key)
        }.map(\.item)
    }

    /// A letter of the alphabet counts as itself; another as the one that it is a form of.
    private func key(of text: String) -> [UInt32] {
        var key: [UInt32] = []
        for scalar in text.lowercased()._nfc {
            if let rank = ranks[scalar] {
                key.append(rank)
                continue
            }
            for part in String(scalar)._nfd
            where part.properties.canonicalCombiningClass == .notReordered {
                key.append(ranks[part] ?? (part.isASCII ? part.value : part.value + 100_000))
            }
        }
        return key
    }
}
