import MarginModel

/// The element that was probably meant.
func nearestElement(to name: String, isSVG: Bool) -> String? {
    nearestName(to: name, among: Profile.names(isSVG: isSVG))
}

extension UnsafeBufferPointer<UInt8> {
    /// The place of a line and column as the parser counts them, both from 1.
    func offset(ofLine line: Int, column: Int) -> Int {
        var start = 0
        for _ in 1..<Swift.max(line, 1) {
            guard let feed = firstIndex(of: 0x0A, from: start) else { break }
            start = feed + 1
        }
        return Swift.min(start + Swift.max(column - 1, 0), count)
    }
}
