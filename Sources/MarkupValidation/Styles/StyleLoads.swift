/// The files that a style sheet loads: `url()` and `@import`, outside of comments.
enum StyleLoads {
    /// - Returns: Each address with its place and the directive of a policy that speaks of it.
    static func find(
        in bytes: UnsafeBufferPointer<UInt8>
    ) -> [(directive: String, address: String, offset: Int)] {
        var found: [(String, String, Int)] = []
        var index = 0
        /// Where the declaration or rule begins.
        var start = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "/") where bytes.holds("/*", at: index):
                index =
                    bytes.firstIndex(ofText: "*/", from: index + 2).map { $0 + 2 } ?? bytes.count
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ";"): start = index + 1
            case UInt8(ascii: "u") where bytes.holds("url(", at: index),
                0x22 where isImport(bytes, start), 0x27 where isImport(bytes, start):
                let isURL = bytes[index] == UInt8(ascii: "u")
                let rest = bytes[(index + (isURL ? 4 : 1))...]
                    .drop { isURL && ($0.isMarkupSpace || $0 == 0x22 || $0 == 0x27) }
                let address = rest.prefix {
                    $0 != 0x22 && $0 != 0x27 && $0 != 0x29 && !$0.isMarkupSpace
                }
                if !address.isEmpty, address.first != UInt8(ascii: "#") {
                    found.append(
                        (
                            directive(bytes, start),
                            String(decoding: address, as: UTF8.self), index
                        ))
                }
                index = address.endIndex
                while isURL, index < bytes.count, bytes[index] != 0x29 { index += 1 }
            default: break
            }
            index += 1
        }
        return found
    }

    private static func directive(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> String {
        if isImport(bytes, start) { return "style-src" }
        let place = bytes[start...].firstIndex { !$0.isMarkupSpace } ?? start
        return bytes.holds("src", at: place) ? "font-src" : "img-src"
    }

    private static func isImport(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
        bytes[start...].firstIndex { !$0.isMarkupSpace }.map { bytes.holds("@import", at: $0) }
            ?? false
    }
}
