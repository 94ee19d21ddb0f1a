/// Which pages hold which words, in files small enough to load while somebody types.
///
/// A shard holds every word that begins with the same two letters: `{"margin":[0,4]}`. The numbers
/// are places in the list of titles, which is cut into files too. A shard with many places goes over
/// several files, `ma.json`, `ma-2.json`. `index.json` says how many files each shard has, and how many
/// titles stand in a file.
package struct SearchIndex: Sendable {
    private typealias Posting = (word: String, places: ArraySlice<Int32>)

    private let titles: [SearchEntry]
    /// By shard; each part is a file.
    private let shards: [(name: String, parts: [[Posting]])]

    private static let namesFile = "index.json"
    private static let titlesPerFile = 500
    /// A file of so many places has about 350 kilobytes.
    private static let placesPerFile = 50_000

    /// - Parameters:
    ///   - entries: Their order gives the places.
    ///   - words: Of each entry, as `words(of:)` gives them.
    package init(_ entries: [SearchEntry], words: [[String]]) {
        titles = entries
        var places: [String: [Int32]] = [:]
        for (place, words) in words.enumerated() {
            for word in words where places[word]?.last != Int32(place) {
                places[word, default: []].append(Int32(place))
            }
        }
        var shards: [String: [Posting]] = [:]
        for (word, places) in places {
            shards[Self.shard(of: word), default: []].append((word, places[...]))
        }
        self.shards = shards.map { (name: $0.key, parts: Self.parts(of: $0.value)) }
            .sorted { $0.name < $1.name }
    }

    /// A word with more places than a file has room for goes over several.
    private static func parts(of postings: [Posting]) -> [[Posting]] {
        var parts: [[Posting]] = [[]]
        var room = placesPerFile
        for (word, places) in postings.sorted(by: { $0.word < $1.word }) {
            var rest = places
            while !rest.isEmpty {
                if room == 0 {
                    parts.append([])
                    room = placesPerFile
                }
                let part = rest.prefix(room)
                parts[parts.count - 1].append((word, part))
                room -= part.count
                rest = rest.dropFirst(part.count)
            }
        }
        return parts
    }

    /// The words of texts; some of them more than once.
    package static func words(of texts: [String]) -> [String] {
        var words: [String] = []
        for text in texts { forEachWord(of: text) { words.append($0) } }
        return words
    }

    /// A file of the index: its name, and what makes its bytes.
    package typealias File = (name: String, bytes: @Sendable () -> [UInt8])

    package var files: [File] {
        let shards = shards
        var files: [File] = [(Self.namesFile, { Self.names(of: shards) })]
        for start in stride(from: 0, to: titles.count, by: Self.titlesPerFile) {
            let titles = titles.dropFirst(start)
            let number = start / Self.titlesPerFile + 1
            files.append(("titles-\(number).json", { Self.list(of: titles) }))
        }
        for shard in shards {
            for (number, part) in shard.parts.enumerated() {
                let name = shard.name + (number == 0 ? "" : "-\(number + 1)")
                files.append((name + ".json", { Self.object(of: part) }))
            }
        }
        return files
    }

    private static func names(of shards: [(name: String, parts: [[Posting]])]) -> [UInt8] {
        json { json in
            json.object { json in
                json.key("titlesPerFile")
                json.integer(titlesPerFile)
                json.key("shards")
                json.object { json in
                    for shard in shards {
                        json.key(shard.name)
                        json.integer(shard.parts.count)
                    }
                }
            }
        }
    }

    private static func list(of titles: ArraySlice<SearchEntry>) -> [UInt8] {
        json { json in
            json.array { json in
                for title in titles.prefix(titlesPerFile) {
                    json.array { json in
                        for text in [title.title, title.href, title.kind] { json.string(text) }
                    }
                }
            }
        }
    }

    private static func object(of words: [Posting]) -> [UInt8] {
        json { json in
            json.object { json in
                for (word, places) in words {
                    json.key(word)
                    json.array { json in
                        for place in places { json.integer(Int(place)) }
                    }
                }
            }
        }
    }

    private static func json(_ body: (inout JSONWriter) -> Void) -> [UInt8] {
        var json = JSONWriter(pretty: false)
        body(&json)
        return json.bytes + [UInt8(ascii: "\n")]
    }

    /// Runs of letters and digits in lower case, two characters or longer. The script takes what is
    /// typed apart in the same way.
    private static func forEachWord(of text: String, _ body: (String) -> Void) {
        var text = text
        let isASCII = text.withUTF8 { bytes in
            guard bytes.allSatisfy({ $0 < 0x80 }) else { return false }
            forEachWord(of: bytes, body)
            return true
        }
        guard !isASCII else { return }
        var word = ""
        for scalar in (text.lowercased() + " ").unicodeScalars {
            if isPartOfWord(scalar) {
                word.unicodeScalars.append(scalar)
            } else {
                if word.unicodeScalars.count > 1 { body(word) }
                word = ""
            }
        }
    }

    /// The same for texts without letters beyond ASCII, as most are.
    private static func forEachWord(
        of text: UnsafeBufferPointer<UInt8>, _ body: (String) -> Void
    ) {
        var word: [UInt8] = []
        func finish() {
            if word.count > 1 { body(String(decoding: word, as: UTF8.self)) }
            word.removeAll(keepingCapacity: true)
        }
        for byte in text {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"):
                word.append(byte)
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): word.append(byte | 0x20)
            default: finish()
            }
        }
        finish()
    }

    /// Most scalars are ASCII, and Unicode's tables are slow.
    private static func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.isASCII else {
            return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        }
        return ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar)
    }

    /// The first two characters; `other` for what is not ASCII, which no file name should need.
    static func shard(of word: String) -> String {
        let start = word.utf8.prefix(2)
        return start.allSatisfy { $0 < 0x80 } ? String(decoding: start, as: UTF8.self) : "other"
    }
}
