import MarginModel

/// Finds the names and tickers of assets in a text: whole words, written as the asset writes them.
struct AssetNameFinder: Sendable {
    private struct Name: Sendable {
        let bytes: [UInt8]
        /// Which of the assets.
        let asset: Int
    }

    private let names: [Name]
    /// Of each pair of first bytes, the names that begin with them, the longest first: "Bitcoin
    /// Cash" is not read as "Bitcoin". Most capitals begin a sentence, and no name begins like that.
    private let byBeginning: [UInt16: [Int]]
    private let begins: [Bool]

    init(of assets: [AssetName]) {
        var names: [Name] = []
        for (number, asset) in assets.enumerated() {
            for text in [asset.name, asset.ticker] {
                let bytes = Array(text.utf8)
                // A single letter says too little.
                guard bytes.count > 1, Self.isCapital(bytes[0]) else { continue }
                names.append(Name(bytes: bytes, asset: number))
            }
        }
        names.sort { $0.bytes.count > $1.bytes.count }
        self.names = names
        byBeginning = Dictionary(
            grouping: names.indices, by: { Self.beginning(names[$0].bytes[0], names[$0].bytes[1]) })
        var begins = [Bool](repeating: false, count: 1 << 16)
        for beginning in byBeginning.keys { begins[Int(beginning)] = true }
        self.begins = begins
    }

    /// Which of the assets the texts name.
    func assets(in texts: [[UInt8]]) -> Set<Int> {
        var found: Set<Int> = []
        for text in texts {
            text.withUnsafeBufferPointer { find(in: $0, &found) }
        }
        return found
    }

    /// Looks at capitals alone, and finds those in eight bytes at once: most have none.
    private func find(in text: UnsafeBufferPointer<UInt8>, _ found: inout Set<Int>) {
        let bytes = UnsafeRawBufferPointer(text)
        var isFree = 0
        var block = 0
        while block + 8 <= text.count {
            var capitals = Self.capitals(
                in: bytes.loadUnaligned(fromByteOffset: block, as: UInt64.self))
            while capitals != 0 {
                let place = block + capitals.trailingZeroBitCount / 8
                if place >= isFree { isFree = find(at: place, in: text, &found) }
                capitals &= capitals - 1
            }
            block += 8
        }
        for place in block..<text.count where place >= isFree && Self.isCapital(text[place]) {
            isFree = find(at: place, in: text, &found)
        }
    }

    /// - Returns: Where the next name may begin.
    private func find(
        at place: Int, in text: UnsafeBufferPointer<UInt8>, _ found: inout Set<Int>
    ) -> Int {
        guard place + 1 < text.count, place == 0 || !Self.isWordByte[Int(text[place - 1])] else {
            return place + 1
        }
        let beginning = Self.beginning(text[place], text[place + 1])
        guard begins[Int(beginning)], let (asset, end) = name(beginning, at: place, in: text) else {
            return place + 1
        }
        found.insert(asset)
        return end
    }

    /// The highest bit of each byte that is a capital, the first byte lowest.
    private static func capitals(in bytes: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highest = ones &* 0x80
        let low = bytes.littleEndian & ~highest
        let isFromA = low &+ (ones &* (0x80 - 0x41))
        let isBeyondZ = low &+ (ones &* (0x80 - 0x5B))
        return isFromA & ~isBeyondZ & ~bytes.littleEndian & highest
    }

    /// The name that stands at a place, and where it ends.
    private func name(
        _ beginning: UInt16, at start: Int, in text: UnsafeBufferPointer<UInt8>
    ) -> (asset: Int, end: Int)? {
        for index in byBeginning[beginning] ?? [] {
            if let end = end(of: names[index].bytes, at: start, in: text) {
                return (names[index].asset, end)
            }
        }
        return nil
    }

    /// Where a name ends that stands at a place as a whole word. Lines may break inside it.
    private func end(
        of name: [UInt8], at start: Int, in text: UnsafeBufferPointer<UInt8>
    ) -> Int? {
        var place = start
        for byte in name {
            guard place < text.count else { return nil }
            let isSame = text[place] == byte
            let isBreak = byte == UInt8(ascii: " ") && text[place] == UInt8(ascii: "\n")
            guard isSame || isBreak else { return nil }
            place += 1
        }
        return place < text.count && Self.isWordByte[Int(text[place])] ? nil : place
    }

    private static func beginning(_ first: UInt8, _ second: UInt8) -> UInt16 {
        UInt16(first) << 8 | UInt16(second)
    }

    private static func isCapital(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }

    /// Letters, digits and all that is not ASCII.
    private static let isWordByte: [Bool] = (UInt8.min...UInt8.max).map { byte in
        byte >= 0x80 || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
    }
}
