/// Which pages hold which words, in files small enough to load while somebody types.
///
/// A shard holds every word that begins with the same two letters: `{"margin":[0,4]}`. The numbers
/// are places in the list of the search page. `index.json` names the shards that there are.
package struct SearchIndex: Sendable {
    private let shards: [String: [String: [Int]]]

    private static let namesFile = "index.json"

    /// - Parameter words: Of each entry, as `words(of:)` gives them.
    package init(words: [[String]]) {
        var places: [String: [Int]] = [:]
        for (place, words) in words.enumerated() {
            for word in words where places[word]?.last != place {
                places[word, default: []].append(place)
            }
        }
        var shards: [String: [String: [Int]]] = [:]
        for (word, places) in places { shards[Self.shard(of: word), default: [:]][word] = places }
        self.shards = shards
    }

    /// The words that an entry is found by; some of them more than once.
    package static func words(of entry: SearchEntry) -> [String] {
        var words: [String] = []
        for text in [entry.title, entry.words] {
            forEachWord(of: text) { words.append($0) }
        }
        return words
    }

    /// The files of the index, in the order of their names.
    package var fileNames: [String] { [Self.namesFile] + shards.keys.sorted().map { "\($0).json" } }

    /// - Parameter name: One of `fileNames`.
    package func bytes(ofFile name: String) -> [UInt8] {
        name == Self.namesFile
            ? Self.list(of: shards.keys.sorted())
            : Self.bytes(of: shards[String(name.dropLast(".json".count))] ?? [:])
    }

    private static func list(of names: [String]) -> [UInt8] {
        var json = JSONWriter(pretty: false)
        json.array { json in
            for name in names { json.string(name) }
        }
        return json.bytes + [UInt8(ascii: "\n")]
    }

    private static func bytes(of words: [String: [Int]]) -> [UInt8] {
        var json = JSONWriter(pretty: false)
        json.object { json in
            for (word, places) in words.sorted(by: { $0.key < $1.key }) {
                json.key(word)
                json.array { json in
                    for place in places { json.integer(place) }
                }
            }
        }
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
