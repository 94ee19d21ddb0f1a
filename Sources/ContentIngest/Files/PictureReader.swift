package import MarginModel

/// The kinds of pictures that every browser shows.
package enum PictureFormat: String, Hashable, Sendable, CaseIterable {
    case png, jpeg, gif, webp, avif, svg

    /// The kind that a file's name tells; `nil` where it tells none of these.
    package init?(ofName name: String) {
        guard let dot = name.lastIndex(of: ".") else { return nil }
        let ending = name[name.index(after: dot)...].lowercased()
        self.init(rawValue: ending == "jpg" ? "jpeg" : ending)
    }

    /// The kind that the first bytes tell.
    init?(ofBytes bytes: [UInt8]) {
        let head = bytes.prefix(12)
        if head.starts(with: [0x89] + "PNG\r\n\u{1A}\n".utf8) {
            self = .png
        } else if head.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if head.starts(with: "GIF87a".utf8) || head.starts(with: "GIF89a".utf8) {
            self = .gif
        } else if head.starts(with: "RIFF".utf8), head.dropFirst(8).elementsEqual("WEBP".utf8) {
            self = .webp
        } else if head.dropFirst(4).starts(with: "ftypavi".utf8) {
            self = .avif
        } else if SVGRoot(in: bytes) != nil {
            self = .svg
        } else {
            return nil
        }
    }
}

/// Why a picture cannot be shown.
package enum PictureFault: Error, Hashable, Sendable {
    /// The bytes are of another kind than the name says, or of none that is known.
    case misnamed(PictureFormat?)
    /// The file ends before the picture does.
    case cut
    /// The file says nothing, or nonsense, of the picture's size.
    case withoutSize
}

/// Reads how large a picture is, and whether all of it is there. Nothing is decoded: the headers are
/// walked, and every number in them is distrusted.
package struct PictureReader: Sendable {
    package init() {}

    package func size(
        of bytes: [UInt8], as format: PictureFormat
    ) throws(PictureFault) -> PictureSize {
        let found = PictureFormat(ofBytes: bytes)
        guard found == format else { throw bytes.isEmpty ? .cut : .misnamed(found) }
        let file = ByteWindow(bytes)
        let (width, height): (Int, Int)
        switch format {
        case .png: (width, height) = try png(file)
        case .jpeg: (width, height) = try jpeg(file)
        case .gif: (width, height) = try gif(file)
        case .webp: (width, height) = try webp(file)
        case .avif: (width, height) = try AVIFBoxes(file).size()
        case .svg: (width, height) = try SVGRoot(in: bytes).map(Self.size(of:)) ?? (0, 0)
        }
        guard (1...1_000_000).contains(width), (1...1_000_000).contains(height) else {
            throw .withoutSize
        }
        return PictureSize(width: width, height: height)
    }

    private static func size(of root: SVGRoot) throws(PictureFault) -> (Int, Int) {
        guard root.isClosed else { throw .cut }
        return root.size ?? (0, 0)
    }

    /// Chunks up to `IEND`, the first of them `IHDR`.
    private func png(_ file: ByteWindow) throws(PictureFault) -> (Int, Int) {
        guard try file.text(12, 4) == "IHDR" else { throw .withoutSize }
        var place = 8
        while try file.text(place + 4, 4) != "IEND" { place += 12 + (try file.big(place, 4)) }
        try file.demand(place, 12)
        return (try file.big(16, 4), try file.big(20, 4))
    }

    /// Segments up to the end of the image; the data of a scan goes on to the next marker.
    private func jpeg(_ file: ByteWindow) throws(PictureFault) -> (Int, Int) {
        var size = (0, 0)
        var isTurned = false
        var place = 2
        while true {
            guard try file.big(place, 1) == 0xFF else { throw .withoutSize }
            let marker = try file.big(place + 1, 1)
            if marker == 0xFF {  // Filling.
                place += 1
                continue
            }
            if marker == 0xD9 { return isTurned ? (size.1, size.0) : size }
            if marker == 0x01 || (0xD0...0xD8).contains(marker) {
                place += 2
                continue
            }
            let length = try file.big(place + 2, 2)
            guard length >= 2 else { throw .withoutSize }
            switch marker {
            case 0xC4, 0xC8, 0xCC: break
            case 0xC0...0xCF: size = (try file.big(place + 7, 2), try file.big(place + 5, 2))
            case 0xE1 where length >= 16:
                isTurned = isTurned || ExifOrientation(file, at: place + 4)?.isTurned == true
            default: break
            }
            place += 2 + length
            guard marker == 0xDA else { continue }
            while true {
                let next = try file.big(place + 1, 1)
                let isData = next == 0 || (0xD0...0xD7).contains(next)
                if try file.big(place, 1) == 0xFF, !isData { break }
                place += 1
            }
        }
    }

    /// Extensions and images up to the trailer; the screen's size is the picture's.
    private func gif(_ file: ByteWindow) throws(PictureFault) -> (Int, Int) {
        func table(_ flags: Int) -> Int { flags & 0x80 == 0 ? 0 : 3 << ((flags & 7) + 1) }
        var place = 13 + table(try file.big(10, 1))
        while true {
            switch try file.big(place, 1) {
            case 0x3B: return (try file.little(6, 2), try file.little(8, 2))
            case 0x21: place += 2
            case 0x2C: place += 11 + table(try file.big(place + 9, 1))
            default: throw .withoutSize
            }
            while case let length = try file.big(place, 1), length > 0 { place += 1 + length }
            place += 1
        }
    }

    private func webp(_ file: ByteWindow) throws(PictureFault) -> (Int, Int) {
        try file.demand(8, file.little(4, 4))
        switch try file.text(12, 4) {
        case "VP8 ":
            return (try file.little(26, 2) & 0x3FFF, try file.little(28, 2) & 0x3FFF)
        case "VP8L":
            let bits = try file.little(21, 4)
            return (bits & 0x3FFF + 1, bits >> 14 & 0x3FFF + 1)
        case "VP8X": return (try file.little(24, 3) + 1, try file.little(27, 3) + 1)
        default: throw .withoutSize
        }
    }
}

/// A file's bytes; what lies behind its end is a fault.
struct ByteWindow {
    private let bytes: [UInt8]
    var count: Int { bytes.count }

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func demand(_ start: Int, _ length: Int) throws(PictureFault) {
        guard start >= 0, length >= 0, start <= bytes.count, length <= bytes.count - start else {
            throw .cut
        }
    }

    /// A number of up to seven bytes, the highest first.
    func big(_ start: Int, _ length: Int) throws(PictureFault) -> Int {
        try demand(start, length)
        return bytes[start..<(start + length)].reduce(0) { $0 << 8 | Int($1) }
    }

    /// The same, the lowest first.
    func little(_ start: Int, _ length: Int) throws(PictureFault) -> Int {
        try demand(start, length)
        return bytes[start..<(start + length)].reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    func text(_ start: Int, _ length: Int) throws(PictureFault) -> String {
        try demand(start, length)
        return String(decoding: bytes[start..<(start + length)], as: UTF8.self)
    }
}

/// How a camera was held: browsers turn the picture accordingly. `nil` where it is not said.
private struct ExifOrientation {
    /// Whether the picture's width and height change places.
    let isTurned: Bool

    /// - Parameter start: Of the segment's data.
    init?(_ file: ByteWindow, at start: Int) {
        // What cannot be read here is not said: browsers do the same.
        guard (try? file.text(start, 4)) == "Exif" else { return nil }
        let base = start + 6
        let isLittle = (try? file.text(base, 2)) == "II"
        func number(_ place: Int, _ length: Int) -> Int? {
            isLittle ? try? file.little(place, length) : try? file.big(place, length)
        }
        guard let first = number(base + 4, 4), let count = number(base + first, 2) else {
            return nil
        }
        for entry in 0..<count {
            let place = base + first + 2 + 12 * entry
            guard let tag = number(place, 2) else { return nil }
            if tag == 0x0112, let turn = number(place + 8, 2) {
                isTurned = (5...8).contains(turn)
                return
            }
        }
        return nil
    }
}

/// The boxes of an AVIF file that say how large its primary picture is.
private struct AVIFBoxes {
    private let file: ByteWindow

    init(_ file: ByteWindow) { self.file = file }

    private struct Box {
        let type: String
        /// What it holds.
        let content: Range<Int>
    }

    func size() throws(PictureFault) -> (Int, Int) {
        let outermost = try boxes(in: 0..<file.count)
        guard let meta = outermost.first(where: { $0.type == "meta" }) else { throw .withoutSize }
        // The picture itself comes last.
        guard outermost.contains(where: { $0.type == "mdat" }) else { throw .cut }
        let parts = try boxes(in: meta.content, after: 4)
        guard let properties = try parts.first(where: { $0.type == "iprp" }).map(boxes(of:)),
            let container = properties.first(where: { $0.type == "ipco" }),
            let primary = parts.first(where: { $0.type == "pitm" })
        else { throw .withoutSize }
        let isWide = try file.big(primary.content.lowerBound, 1) > 0
        let item = try file.big(primary.content.lowerBound + 4, isWide ? 4 : 2)
        let known = try boxes(of: container)
        var size = (0, 0)
        var isTurned = false
        for list in properties where list.type == "ipma" {
            for number in try associations(of: item, in: list) where known.indices.contains(number)
            {
                let place = known[number].content.lowerBound
                switch known[number].type {
                case "ispe": size = (try file.big(place + 4, 4), try file.big(place + 8, 4))
                case "irot": isTurned = try file.big(place, 1) & 1 == 1
                default: break
                }
            }
        }
        return isTurned ? (size.1, size.0) : size
    }

    private func boxes(of box: Box) throws(PictureFault) -> [Box] { try boxes(in: box.content) }

    /// - Parameter skipped: The version and flags that stand before them.
    private func boxes(
        in range: Range<Int>, after skipped: Int = 0
    ) throws(PictureFault) -> [Box] {
        var boxes: [Box] = []
        var place = range.lowerBound + skipped
        while place < range.upperBound {
            var length = try file.big(place, 4)
            var head = 8
            if length == 1 {
                // Seven of the eight bytes: a longer one is longer than any file.
                guard try file.big(place + 8, 1) == 0 else { throw .cut }
                length = try file.big(place + 9, 7)
                head = 16
            } else if length == 0 {
                length = range.upperBound - place
            }
            guard length >= head else { throw .withoutSize }
            guard length <= range.upperBound - place else { throw .cut }
            boxes.append(
                Box(
                    type: try file.text(place + 4, 4),
                    content: (place + head)..<(place + length)))
            place += length
        }
        return boxes
    }

    /// Which properties are an item's, counted from 0.
    private func associations(of item: Int, in list: Box) throws(PictureFault) -> [Int] {
        let start = list.content.lowerBound
        let idLength = try file.big(start, 1) < 1 ? 2 : 4
        let length = try file.big(start + 3, 1) & 1 == 1 ? 2 : 1
        let count = try file.big(start + 4, 4)
        var place = start + 8
        var found: [Int] = []
        for _ in 0..<count {
            let id = try file.big(place, idLength)
            let entries = try file.big(place + idLength, 1)
            place += idLength + 1
            for _ in 0..<entries {
                let entry = try file.big(place, length)
                if id == item { found.append(entry & (length == 2 ? 0x7FFF : 0x7F) - 1) }
                place += length
            }
        }
        return found
    }
}

/// The first element of a drawing, as far as its size goes. What else is in the file the check of pages
/// looks at.
private struct SVGRoot {
    private let attributes: [String: Substring]
    /// Whether the drawing's end is there.
    let isClosed: Bool

    /// A declaration and comments, then `<svg`; `nil` for all else.
    init?(in bytes: [UInt8]) {
        // A drawing says its size at once; what has not by then is none.
        guard bytes.contains(UInt8(ascii: "<")),
            let head = String(validating: bytes.prefix(65_536), as: UTF8.self)
                ?? String(validating: bytes.prefix(65_536).dropLast(3), as: UTF8.self)
        else { return nil }
        var rest = head[...]
        if rest.first == "\u{FEFF}" { rest.removeFirst() }
        func skip(_ start: String, _ end: String) -> Bool {
            guard rest.hasPrefix(start) else { return false }
            rest = rest.firstRange(of: end).map { rest[$0.upperBound...] } ?? ""
            return true
        }
        repeat {
            rest = rest.drop(while: \.isWhitespace)
        } while skip("<?", "?>") || skip("<!--", "-->")
        guard rest.hasPrefix("<svg"), let end = rest.firstIndex(of: ">"),
            rest.dropFirst(4).first.map({ $0.isWhitespace || $0 == ">" || $0 == "/" }) == true
        else { return nil }
        var attributes: [String: Substring] = [:]
        // Between quotation marks stand values, and before each its name and an equals sign.
        var name = ""
        var tag = rest[..<end].dropFirst(4)
        while let mark = tag.firstIndex(where: { $0 == "\"" || $0 == "'" }) {
            name = String(tag[..<mark].filter { !$0.isWhitespace && $0 != "=" })
            let value = tag[tag.index(after: mark)...]
            guard let close = value.firstIndex(of: tag[mark]) else { break }
            attributes[name] = value[..<close]
            tag = value[value.index(after: close)...]
        }
        self.attributes = attributes
        isClosed =
            tag.last == "/"
            || String(decoding: bytes.suffix(4_096), as: UTF8.self).contains("</svg>")
    }

    /// Of its width and height in pixels, else of its view box. `nil` where neither is given.
    var size: (Int, Int)? {
        if let width = pixels("width"), let height = pixels("height") { return (width, height) }
        let box = attributes["viewBox"]?.split { $0 == " " || $0 == "," } ?? []
        guard box.count == 4, let width = Self.number(box[2]), let height = Self.number(box[3])
        else { return nil }
        return (width, height)
    }

    private func pixels(_ name: String) -> Int? {
        attributes[name].flatMap { Self.number($0.hasSuffix("px") ? $0.dropLast(2) : $0) }
    }

    /// Rounded to whole pixels, one at least. `nil` for percents, other units and nonsense.
    private static func number(_ text: Substring) -> Int? {
        guard let number = Double(text), number >= 0, number <= 1_000_000 else { return nil }
        return number == 0 ? 0 : max(1, Int(number.rounded()))
    }
}
