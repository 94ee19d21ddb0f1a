@_spi(_Unicode) import Swift

/// Names in addresses and of files: letters and digits of any script, in small letters and composed (NFC),
/// and hyphens.
public enum Slug {
    /// Words of `name` joined by hyphens; empty where it has no letter and no digit.
    ///
    /// - Parameter longest: In bytes of UTF-8; a file system takes 255 for a name with its ending.
    public static func of(_ name: String, longest: Int = 120) -> String {
        var slug = String.UnicodeScalarView()
        var count = 0
        for scalar in name.lowercased().composed.unicodeScalars {
            let isHyphen = !isPart(scalar, after: slug.last)
            if isHyphen, slug.last == "-" || slug.isEmpty { continue }
            let next = isHyphen ? "-" : scalar
            count += UTF8.width(next)
            guard count <= longest else { break }
            slug.append(next)
        }
        while slug.last == "-" { slug.removeLast() }
        return String(slug)
    }

    public static func isSlug(_ text: String) -> Bool {
        let isPlain =
            text.utf8.first != UInt8(ascii: "-")
            && text.utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
            }
        if isPlain { return !text.isEmpty }
        var last: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            guard isPart(scalar, after: last) || (scalar == "-" && last != nil) else {
                return false
            }
            last = scalar
        }
        return text.lowercased() == text && text.utf8.elementsEqual(text.composed.utf8)
    }

    /// A letter, a digit, or a mark behind one of them.
    private static func isPart(_ scalar: Unicode.Scalar, after last: Unicode.Scalar?) -> Bool {
        if scalar.isASCII {
            return ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar)
        }
        return switch scalar.properties.generalCategory {
        case .lowercaseLetter, .modifierLetter, .otherLetter, .decimalNumber: true
        case .nonspacingMark, .spacingMark: last != nil && last != "-"
        default: false
        }
    }
}

/// The path of an address, as links write it and as files are named.
public enum AddressPath {
    /// Every byte beyond ASCII as `%E5`; what is encoded already stays.
    public static func encoded(_ path: String) -> String {
        guard !path.utf8.allSatisfy({ $0 < 0x80 }) else { return path }
        return path.utf8.map { byte in
            byte < 0x80
                ? String(UnicodeScalar(byte)) : "%" + String(byte, radix: 16, uppercase: true)
        }.joined()
    }

    /// The same the other way; a malformed escape stays.
    public static func decoded(_ path: String) -> String {
        guard path.utf8.contains(UInt8(ascii: "%")) else { return path }
        let bytes = Array(path.utf8)
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let digits = bytes[(index + 1)...].prefix(2)
            if bytes[index] == UInt8(ascii: "%"), digits.count == 2,
                let byte = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
            {
                result.append(byte)
                index += 3
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}

extension String {
    /// In the composed form of Unicode (NFC), in which é is one scalar.
    public var composed: String {
        guard !utf8.allSatisfy({ $0 < 0x80 }) else { return self }
        var scalars = String.UnicodeScalarView()
        for scalar in _nfc { scalars.append(scalar) }
        return String(scalars)
    }
}
