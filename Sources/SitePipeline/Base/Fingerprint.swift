import Crypto

/// Hashes of bytes: for names of assets, integrity attributes, manifests and private names.
package enum Fingerprint {
    /// SHA-256 in hexadecimal.
    package static func sha256(_ bytes: [UInt8]) -> String {
        hexadecimal(SHA256.hash(data: bytes))
    }

    /// `sha384-…` for an integrity attribute.
    package static func integrity(_ bytes: [UInt8]) -> String {
        "sha384-" + base64(Array(SHA384.hash(data: bytes)))
    }

    /// `sha256-…` for a content security policy.
    package static func sourceHash(_ bytes: [UInt8]) -> String {
        "sha256-" + base64(Array(SHA256.hash(data: bytes)))
    }

    /// HMAC-SHA-256 of `text`, in hexadecimal, cut to 32 digits: 128 bits that no one can guess.
    package static func privateName(_ text: String, key: [UInt8]) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Array(text.utf8), using: SymmetricKey(data: key))
        return String(hexadecimal(code).prefix(32))
    }

    static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// `nil` when `text` is no pairs of digits.
    static func bytes(hexadecimal text: String) -> [UInt8]? {
        let digits = text.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count == text.utf8.count, digits.count.isMultiple(of: 2) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map {
            UInt8(digits[$0] << 4 | digits[$0 + 1])
        }
    }

    /// The bytes that base64 stands for; `nil` when it is none.
    static func bytes(base64 text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count / 4 * 3)
        var word: UInt32 = 0
        var count = 0
        for digit in text.utf8 where digit != UInt8(ascii: "=") {
            guard let value = value(ofBase64: digit) else { return nil }
            word = word << 6 | UInt32(value)
            count += 1
            if count % 4 != 1 {
                bytes.append(UInt8(truncatingIfNeeded: word >> UInt32((3 - (count - 1) % 4) * 2)))
            }
        }
        return count % 4 == 1 ? nil : bytes
    }

    private static func value(ofBase64 digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): digit - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }

    static func base64(_ bytes: [UInt8]) -> String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            var word: UInt32 = 0
            for index in 0..<3 {
                word = word << 8 | (index < group.count ? UInt32(group[start + index]) : 0)
            }
            for index in 0..<4 {
                let digit = digits[Int(word >> UInt32(18 - 6 * index) & 63)]
                text.append(index <= group.count ? digit : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
