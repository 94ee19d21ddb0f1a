package import MarginModel

/// Looks in a public file for what belongs to one person: mail addresses, wallets, keys, accounts.
package struct PublicText: Sendable {
    /// Shorter words are neither a wallet nor a key. A word that is as long is looked for from where its
    /// end would be back to where it ceases to be one, so that most bytes need not be looked at.
    private static let stride = 20
    private static let tokens = FixedList((0...255).map { UInt8($0).isTokenByte })
    private static let shortestSecret = 4
    private static let pictures: Set<String> = ["png", "jpg", "jpeg", "webp", "avif", "gif", "svg"]

    /// What static hosts read from the site's folder, and send to whoever asks.
    private static let hostFiles: Set<String> = ["_headers", "_redirects"]

    /// Mail addresses that may show. `nil`: nobody said, so that others are only warned of.
    private let addresses: Set<String>?
    /// Ids of real accounts and names of their reports.
    private let secrets: Set<NameDigest>

    /// - Parameters:
    ///   - contacts: The publisher's own mail addresses, in any case; `nil` when unknown.
    ///   - secrets: Words that must not show, in whatever case: `NameDigest(folding:)` of each.
    package init(contacts: Set<String>?, secrets: Set<NameDigest> = []) {
        addresses = contacts.map { Set($0.map { $0.lowercased() }) }
        self.secrets = secrets
    }

    /// Whether files of this name are text that readers and programs get to see.
    package static func isText(_ path: String) -> Bool {
        let endings = [
            ".html", ".htm", ".xml", ".svg", ".json", ".ndjson", ".csv", ".md", ".txt", ".css",
            ".js", ".atom", ".rss", ".snippet",
        ]
        let name = path.split(separator: "/").last ?? ""
        return endings.contains { path.hasSuffix($0) } || hostFiles.contains(String(name))
    }

    package func check(_ bytes: [UInt8], path: String) -> [Diagnostic] {
        bytes.withUnsafeBufferPointer { bytes in
            var findings = Findings()
            findMailAddresses(bytes, into: &findings)
            findLongWords(bytes, into: &findings)
            findPrivateKeys(bytes, into: &findings)
            if !secrets.isEmpty { findSecrets(bytes, into: &findings) }
            return findings.diagnostics(in: bytes, path: path)
        }
    }

    private func findMailAddresses(
        _ bytes: UnsafeBufferPointer<UInt8>, into findings: inout Findings
    ) {
        var position = 0
        while let sign = bytes.firstIndex(of: UInt8(ascii: "@"), from: position) {
            position = sign + 1
            var start = sign
            while start > 0, bytes[start - 1].isMailByte { start -= 1 }
            var end = sign + 1
            while end < bytes.count, bytes[end].isMailByte { end += 1 }
            while end > sign + 1, bytes[end - 1] == UInt8(ascii: ".") { end -= 1 }
            let domain = bytes[(sign + 1)..<end]
            guard start < sign, let dot = domain.lastIndex(of: UInt8(ascii: ".")),
                dot > sign + 1, end - dot > 2, domain[(dot + 1)...].allSatisfy({ $0.isLetter })
            else { continue }
            // `logo@2x.png` is a picture for fine screens.
            if Self.pictures.contains(bytes.text((dot + 1)..<end).lowercased()) { continue }
            let address = bytes.text(start..<end)
            if addresses?.contains(address.lowercased()) == true { continue }
            findings.add(
                .mailAddressShown, at: start, "the mail address \(Self.masked(address)) shows",
                severity: addresses == nil ? .warning : .error)
        }
    }

    private func findLongWords(
        _ bytes: UnsafeBufferPointer<UInt8>, into findings: inout Findings
    ) {
        let isToken = Self.tokens
        // Where the word begins that may be long, and the end of what is known to be part of it.
        var (start, known) = (0, 0)
        while start + Self.stride <= bytes.count {
            let probe = start + Self.stride - 1
            var index = probe
            while index >= known, isToken[Int(bytes[index])] { index -= 1 }
            if index >= known {
                (start, known) = (index + 1, probe + 1)
                continue
            }
            var end = probe + 1
            while end < bytes.count, isToken[Int(bytes[end])] { end += 1 }
            let word = UnsafeBufferPointer(rebasing: bytes[start..<end])
            let isPartOfMore =
                (start > 0 && bytes[start - 1].joinsBase64)
                || (end < bytes.count && bytes[end].joinsBase64)
            if KeyForms.isWallet(word, isPartOfMore: isPartOfMore) {
                findings.add(
                    .walletShown, at: start,
                    "the wallet address \(Self.masked(bytes.text(start..<end))) shows")
            } else if KeyForms.isKey(word) {
                findings.add(
                    .keyShown, at: start,
                    "a key or token, \(Self.masked(bytes.text(start..<end))), shows")
            }
            (start, known) = (end + 1, end + 1)
        }
    }

    private func findPrivateKeys(
        _ bytes: UnsafeBufferPointer<UInt8>, into findings: inout Findings
    ) {
        var position = 0
        while let place = bytes.firstIndex(ofText: "PRIVATE KEY-----", from: position) {
            findings.add(.keyShown, at: place, "a private key shows")
            position = place + 1
        }
    }

    /// The secrets that stand in `bytes`.
    package func secrets(in bytes: [UInt8]) -> Set<NameDigest> {
        var found: Set<NameDigest> = []
        bytes.withUnsafeBufferPointer { forEachSecret(in: $0) { name, _ in found.insert(name) } }
        return found
    }

    private func findSecrets(_ bytes: UnsafeBufferPointer<UInt8>, into findings: inout Findings) {
        forEachSecret(in: bytes) { _, start in
            findings.add(
                .accountShown, at: start, "a private account or report is named here")
        }
    }

    private func forEachSecret(
        in bytes: UnsafeBufferPointer<UInt8>, _ body: (NameDigest, Int) -> Void
    ) {
        var index = 0
        while index < bytes.count {
            let start = index
            while index < bytes.count, bytes[index].isTokenByte || bytes[index] == 0x2E {
                index += 1
            }
            if index - start >= Self.shortestSecret {
                let word = UnsafeBufferPointer(rebasing: bytes[start..<index])
                // A full stop may end a sentence, or part a name from what kind of file it is.
                let stem = word.firstIndex(of: 0x2E).map { word[..<$0] } ?? word[...]
                let names = stem.count == word.count ? [word] : [word, .init(rebasing: stem)]
                if let name = names.lazy.map(NameDigest.init(folding:)).first(
                    where: secrets.contains)
                {
                    body(name, start)
                }
            }
            index += 1
        }
    }

    /// Enough to find it by, too little to use it.
    private static func masked(_ text: String) -> String { "\(text.prefix(4))…" }
}

extension UInt8 {
    /// Of words that ids, wallets and keys are made of.
    fileprivate var isTokenByte: Bool { isLetter || isDigit || self == 0x5F || self == 0x2D }

    /// Before or after such a word, these say that it is part of a longer one: a hash in base 64.
    fileprivate var joinsBase64: Bool { self == 0x2B || self == 0x2F || self == 0x3D }

    fileprivate var isMailByte: Bool {
        isTokenByte || self == 0x2E || self == 0x2B || self == 0x25
    }
}

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
        guard let first = word.first, "gsxAe0".utf8.contains(first) else { return false }
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

extension Rule {
    static let mailAddressShown = Rule(
        "P001-mail-address", "Public files show no mail address but the publisher's own.",
        why: "Addresses are collected from pages, and a reader's address is personal.",
        cure: "Remove it; the address that may show is contact in site.yml.",
        example: "<p>Write to trader@example.com</p>")
    static let walletShown = Rule(
        "P002-wallet-address", "Public files show no wallet address.",
        why: "It tells everybody what its owner has and does.",
        cure: "Remove it, or show its first four characters.",
        example: "<p>Send to 0x and 40 hexadecimal digits</p>")
    static let keyShown = Rule(
        "P003-key-or-token", "Public files hold no key and no token.",
        why: "Whoever reads it can use it.",
        cure: "Remove it, and have it revoked: it must be taken for known.",
        example: "<code>ghp_ and 36 letters and digits</code>")
    static let accountShown = Rule(
        "P004-account-named", "Public files name no real account and no private report.",
        why: "The name of a report is what keeps it private.",
        cure: "Find what put it there; accounts belong in reports alone.",
        example: "<p>desk-0042 is in a margin call</p> on a public page")
}
