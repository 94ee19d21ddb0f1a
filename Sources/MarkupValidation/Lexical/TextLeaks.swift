/// Template syntax and debug values that reached a page.
enum TextLeaks {
    static func check(
        _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, into findings: inout Findings
    ) {
        for index in range {
            let leak: StaticString
            switch bytes[index] {
            case 0x7B where bytes.holds("{{", at: index): leak = "{{"
            case 0x7D where bytes.holds("}}", at: index): leak = "}}"
            case 0x4F where bytes.holds("Optional(", at: index): leak = "Optional("
            case 0x4E where isWord("NaN", bytes, at: index): leak = "NaN"
            case 0x5B where bytes.holds("[object Object]", at: index): leak = "[object Object]"
            case 0xEF where bytes.holds("\u{FFFD}", at: index): leak = "\u{FFFD}"
            default: continue
            }
            findings.add(.placeholderLeak, at: index, "'\(leak)' shows on the page")
            return  // One is enough for a run of text: the others have the same cause.
        }
    }

    /// Words that are English in a sentence, and a missing value where they stand alone.
    static func checkWhole(
        _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, into findings: inout Findings
    ) {
        guard let start = range.first(where: { !bytes[$0].isMarkupSpace }),
            bytes[start] == UInt8(ascii: "n") || bytes[start] == UInt8(ascii: "u")
        else { return }
        let end = range.last { !bytes[$0].isMarkupSpace } ?? start
        let values: [StaticString] = ["nil", "null", "undefined"]
        for value in values
        where end - start + 1 == value.utf8CodeUnitCount && bytes.holds(value, at: start) {
            findings.add(.placeholderLeak, at: start, "'\(value)' shows on the page")
        }
    }

    private static func isWord(
        _ word: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, at index: Int
    ) -> Bool {
        let end = index + word.utf8CodeUnitCount
        return bytes.holds(word, at: index) && (index == 0 || !bytes[index - 1].isWordByte)
            && (end == bytes.count || !bytes[end].isWordByte)
    }
}

/// Numeric character references that XML and HTML read differently, or that stand for no character.
enum CharacterReferences {
    static func check(
        _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, into findings: inout Findings
    ) {
        let run = UnsafeBufferPointer(rebasing: bytes[range])
        var position = 0
        while let found = run.firstIndex(ofText: "&#", from: position) {
            position = found + 2
            let isHexadecimal = position < run.count && run[position] == 0x78
            let digits = run[(position + (isHexadecimal ? 1 : 0))...].prefix { $0.isWordByte }
            guard
                let value = UInt32(
                    String(decoding: digits, as: UTF8.self), radix: isHexadecimal ? 16 : 10),
                ByteCheck.isRefused(value) || value == 0x0D
            else { continue }
            findings.add(
                .badBytes, at: range.lowerBound + found,
                "a reference to U+\(ByteCheck.hexadecimal(value)), which XML and HTML read differently"
            )
        }
    }
}

/// Where a document may hold a leaked value or a numeric character reference: the places of the first
/// two bytes of each. Most pages have none or a few, so no run of text is read a second time.
struct Suspects {
    private static let openings: [StaticString] = [
        "{{", "}}", "Op", "Na", "[o", "\u{FFFD}", "&#",
    ]

    private let places: [Int]
    private var next = 0
    /// The next one that was not asked for.
    private(set) var place: Int

    init(in bytes: UnsafeBufferPointer<UInt8>) {
        var places: [Int] = []
        for opening in Self.openings {
            var position = 0
            while let found = bytes.firstIndex(ofText: opening, from: position) {
                places.append(found)
                position = found + 1
            }
        }
        places.sort()
        self.places = places
        place = places.first ?? .max
    }

    /// Whether one begins in `range`. Ranges must be asked for in the order of the document.
    mutating func begin(in range: Range<Int>) -> Bool {
        while next < places.count, places[next] < range.lowerBound { next += 1 }
        place = next < places.count ? places[next] : .max
        return place < range.upperBound
    }
}

extension Rule {
    static let placeholderLeak = Rule(
        "H007-placeholder-leak", "No template syntax and no debug value shows.",
        why: "Readers see {{name}}, Optional(…), NaN or a replacement character instead of "
            + "content.",
        cure: "Mend the template or the value. Inside code and pre such text is allowed.",
        example: "<p>Price: {{price}}</p>")
}
