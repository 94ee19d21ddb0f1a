import MarginModel

/// A section while its markup is being written: where its ordered list and the items lie.
struct SectionDraft {
    struct Item {
        /// Behind the `<li` of the item, where an id can be put in.
        var tagEnd: Int
        var contentStart: Int
        var contentEnd: Int
        var plainStart: Int
        var plainEnd: Int
        /// The id that the author wrote, and the byte of the source that it stands near.
        var id: String?
        var sourceOffset: Int
    }

    let id: String
    let title: String
    var orderedListCount = 0
    var listStart = 0
    var listEnd = 0
    var items: [Item] = []

    /// With exactly one ordered list its items are steps; otherwise all markup is the intro.
    ///
    /// - Parameter claim: Takes an id for the page; called once for every step or item with an id.
    func section(
        html: [UInt8], plain: [UInt8], claim: (String, _ sourceOffset: Int) -> Void
    ) -> ArticleSection {
        guard orderedListCount == 1 else {
            return ArticleSection(
                id: id, title: title, introHTML: markupWithItemIDs(html, claim: claim))
        }
        let steps = items.enumerated().map { index, item in
            let stepID = item.id ?? "\(id)-\(index + 1)"
            claim(stepID, item.sourceOffset)
            return ArticleStep(
                id: stepID, html: Array(html[item.contentStart..<item.contentEnd]),
                plainText: PlainText.collapse(plain[item.plainStart..<item.plainEnd]))
        }
        return ArticleSection(
            id: id, title: title, introHTML: Array(html[..<listStart]), steps: steps,
            outroHTML: Array(html[listEnd...]))
    }

    private func markupWithItemIDs(
        _ html: [UInt8], claim: (String, _ sourceOffset: Int) -> Void
    ) -> [UInt8] {
        var markup: [UInt8] = []
        var start = 0
        for item in items {
            guard let id = item.id else { continue }
            claim(id, item.sourceOffset)
            markup += html[start..<item.tagEnd]
            markup += " id=\"\(id)\"".utf8
            start = item.tagEnd
        }
        return markup + html[start...]
    }
}

/// Text without markup: runs of white space are one space, none at the ends.
enum PlainText {
    static func collapse(_ bytes: some Collection<UInt8>) -> String {
        String(unsafeUninitializedCapacity: bytes.count) { text in
            var count = 0
            var pendingSpace = false
            for byte in bytes {
                if byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
                    pendingSpace = count > 0
                } else {
                    if pendingSpace {
                        text[count] = 0x20
                        count += 1
                    }
                    pendingSpace = false
                    text[count] = byte
                    count += 1
                }
            }
            return count
        }
    }

    /// How many runs of bytes there are between white space, eight bytes at a time.
    static func wordCount(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.withUnsafeBytes { bytes in
            var count = 0
            // 0x80 when the byte before is a space; a text starts like one.
            var spaceBefore: UInt64 = 0x80
            var index = 0
            while index + 8 <= bytes.count {
                let word = UInt64(
                    littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                let spaces =
                    zeroBytes(word ^ 0x2020_2020_2020_2020)
                    | zeroBytes(word ^ 0x0A0A_0A0A_0A0A_0A0A)
                    | zeroBytes(word ^ 0x0909_0909_0909_0909)
                    | zeroBytes(word ^ 0x0D0D_0D0D_0D0D_0D0D)
                count +=
                    (~spaces & (spaces << 8 | spaceBefore) & 0x8080_8080_8080_8080)
                    .nonzeroBitCount
                spaceBefore = spaces >> 56
                index += 8
            }
            var isAfterSpace = spaceBefore != 0
            for byte in bytes[index...] {
                let isSpace = byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
                if !isSpace, isAfterSpace { count += 1 }
                isAfterSpace = isSpace
            }
            return count
        }
    }

    /// 0x80 in each byte that is zero, and 0 in all others.
    private static func zeroBytes(_ word: UInt64) -> UInt64 {
        let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
        return ~((word & low) &+ low | word | low)
    }
}
