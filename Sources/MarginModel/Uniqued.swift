extension Sequence where Element: Hashable {
    /// Each once, in the order of their first appearance.
    @inlinable
    public func uniqued() -> [Element] {
        var kept: [Element] = []
        var seen: Set<Element> = []
        for element in self {
            // Comparing a few is faster than hashing.
            if kept.count < 8 {
                if !kept.contains(element) { kept.append(element) }
                continue
            }
            if seen.isEmpty { seen.formUnion(kept) }
            if seen.insert(element).inserted { kept.append(element) }
        }
        return kept
    }
}
