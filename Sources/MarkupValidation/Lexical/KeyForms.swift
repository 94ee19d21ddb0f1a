/// The forms of wallet addresses and of the keys that programs use.
enum KeyForms {
    /// Ethereum and its kin, Bitcoin in both its forms, Tron.
    ///
    /// - Parameter isPartOfMore: The word is joined to others, as in base 64 and in paths: only forms
    ///   that tell themselves are recognised then.
    static func isWallet(_ word: UnsafeBufferPointer<UInt8>, isPartOfMore: Bool) -> Bool {
        if word.count == 42, word.starts(with: "0x".utf8) {
            return word.dropFirst(2).allSatisfy { $0.isHexadecimal }
        }
        if (42...62).contains(word.count), word.starts(with: "bc1".utf8) {
            return word.allSatisfy { $0.isDigit || ($0.isLetter && !$0.isCapital) }
        }
        guard !isPartOfMore, (26...35).contains(word.count), let first = word.first,
            [UInt8(ascii: "1"), UInt8(ascii: "3"), UInt8(ascii: "T")].contains(first),
            first != UInt8(ascii: "T") || word.count == 34
        else { return false }
        return word.allSatisfy { $0.isBase58 } && word.contains { $0.isCapital }
            && word.contains { $0.isLetter && !$0.isCapital }
            && word.count(where: { $0.isDigit }) > 1
    }

    /// Access keys whose makers gave them a sign to be known by, JSON web tokens, and private keys of
    /// wallets.
    static func isKey(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
        let signs = [
            "ghp_", "gho_", "github_pat_", "glpat-", "sk_live_", "sk-ant-", "xoxb-", "xoxp-",
        ]
        if signs.contains(where: { word.starts(with: $0.utf8) }) { return true }
        if word.count == 20, word.starts(with: "AKIA".utf8) {
            return word.allSatisfy { $0.isCapital || $0.isDigit }
        }
        if word.count == 66, word.starts(with: "0x".utf8) {
            return word.dropFirst(2).allSatisfy { $0.isHexadecimal }
        }
        return word.starts(with: "eyJ".utf8)
            && word.contains { $0.isCapital } && word.contains { $0.isDigit }
    }
}

extension UInt8 {
    fileprivate var isHexadecimal: Bool { isDigit || (0x61...0x66).contains(self | 0x20) }

    /// Letters and digits without 0, O, I and l.
    fileprivate var isBase58: Bool {
        (isDigit && self != 0x30) || (isLetter && self != 0x4F && self != 0x49 && self != 0x6C)
    }
}
