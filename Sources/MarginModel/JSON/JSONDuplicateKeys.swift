/// Finds keys that one object has twice.
package enum JSONDuplicateKeys {
    /// Up to this many keys, comparing each with each is faster than hashing.
    private static let fewKeys = 32

    /// The nodes of the later ones.
    package static func find(in nodes: [JSONNode], of bytes: [UInt8], object: Int) -> [Int] {
        let past = Int(nodes[object].next)
        var keyCount = 0
        var plain = true
        var key = object + 1
        while key < past {
            keyCount += 1
            plain = plain && nodes[key].kind != .escapedString
            key = Int(nodes[key + 1].next)
        }
        guard keyCount > 1 else { return [] }
        return plain && keyCount <= fewKeys
            ? compareAll(nodes, bytes, object + 1..<past)
            : compareHashes(nodes, bytes, object + 1..<past)
    }

    private static func compareAll(
        _ nodes: [JSONNode], _ bytes: [UInt8], _ members: Range<Int>
    ) -> [Int] {
        var found: [Int] = []
        var key = members.lowerBound
        while key < members.upperBound {
            var earlier = members.lowerBound
            while earlier < key {
                if sameContent(nodes[earlier].content, nodes[key].content, bytes) {
                    found.append(key)
                    break
                }
                earlier = Int(nodes[earlier + 1].next)
            }
            key = Int(nodes[key + 1].next)
        }
        return found
    }

    private static func sameContent(
        _ left: Range<Int>, _ right: Range<Int>, _ bytes: [UInt8]
    ) -> Bool {
        guard left.count == right.count else { return false }
        for step in 0..<left.count
        where bytes[left.lowerBound + step] != bytes[right.lowerBound + step] {
            return false
        }
        return true
    }

    private static func compareHashes(
        _ nodes: [JSONNode], _ bytes: [UInt8], _ members: Range<Int>
    ) -> [Int] {
        var found: [Int] = []
        var seen: Set<[UInt8]> = []
        var key = members.lowerBound
        while key < members.upperBound {
            let name = JSONText.decoded(nodes[key].content, of: bytes)
            if !seen.insert(name).inserted { found.append(key) }
            key = Int(nodes[key + 1].next)
        }
        return found
    }
}
