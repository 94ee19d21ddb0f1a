/// A private report asks no server for anything: reading it must not tell anybody that it is read.
struct PrivateRequests {
    private var isInStyle = false

    mutating func open(_ element: OpenElement, into findings: inout Findings) {
        isInStyle = element.tag == .style
        let isLoaded: Bool
        switch element.tag {
        case .a, .form: isLoaded = false
        case .link:
            let relations = element.value(.rel)?.split(whereSeparator: \.isWhitespace) ?? []
            isLoaded = !relations.allSatisfy { ["canonical", "alternate", "author"].contains($0) }
        default: isLoaded = true
        }
        guard isLoaded else { return }
        for use in element.uses where [.href, .src, .srcset].contains(use.attribute) {
            guard let first = use.value.first, first != UInt8(ascii: "#"),
                !use.value.starts(with: "data:".utf8)
            else { continue }
            findings.add(
                .externalRequest, at: element.offset,
                "\(element.rule.name) loads '\(String(decoding: use.value, as: UTF8.self))'")
        }
    }

    func characters(
        _ run: UnsafeBufferPointer<UInt8>, at offset: Int, into findings: inout Findings
    ) {
        guard isInStyle else { return }
        if let place = run.firstIndex(ofText: "@import", from: 0) {
            findings.add(.externalRequest, at: offset + place, "the style sheet imports another")
        }
        var position = 0
        while let place = run.firstIndex(ofText: "url(", from: position) {
            position = place + 4
            let address = run[position...].drop { $0 == 0x22 || $0 == 0x27 || $0.isMarkupSpace }
            if address.first != UInt8(ascii: "#"), !address.starts(with: "data:".utf8) {
                findings.add(.externalRequest, at: offset + place, "the style sheet loads a file")
            }
        }
    }
}

/// A public page shows what an account has only when the account is made up, and says so:
/// `data-account="fictional"` on the element around it.
struct FictionalAccounts {
    func open(_ element: OpenElement, into findings: inout Findings) {
        guard element.isValue(.dataAccount, "private") else { return }
        findings.add(
            .balanceShown, at: element.offset,
            "the page shows what an account has that is not fictional")
    }
}

extension Rule {
    static let externalRequest = Rule(
        "P005-external-request", "A private report loads nothing.",
        why: "A request tells a server that the report is read, when and where.",
        cure: "Put the style into the report's own style element and pictures into svg.",
        example: "<link rel=\"stylesheet\" href=\"/site.css\"/> in a report")
    static let balanceShown = Rule(
        "P007-account-balance",
        "Public files show what an account has only if it is fictional and says so.",
        why: "Balances tell thieves whom to look for, and a venue whom to squeeze.",
        cure: "Keep real accounts in reports; mark made-up ones data-account=\"fictional\", or "
            + "\"fictional\": true in data.",
        example: "{\"id\": \"desk-0042\", \"walletBalance\": \"25500\"}")
}
