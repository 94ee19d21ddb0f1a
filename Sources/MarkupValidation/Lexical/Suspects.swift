/// Where a document may hold a leaked value or a numeric character reference: the places of the first
/// two bytes of each. Most pages have none or a few, so no run of text is read a second time.
struct Suspects {
    private static let openings: [StaticString] = [
        "{{", "}}", "Op", "Na", "[o", "\u{FFFD}", "&#",
    ]

    private let places: [Int]
    private var next = 0

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
    }

    /// Whether one begins in `range`. Ranges must be asked for in the order of the document.
    mutating func begin(in range: Range<Int>) -> Bool {
        while next < places.count, places[next] < range.lowerBound { next += 1 }
        return next < places.count && places[next] < range.upperBound
    }
}
