/// What the value of an attribute means to a browser.
enum AttributeKind: Equatable {
    case text
    case url(URLProgress)
    /// A script, a style sheet or a page inside an attribute: there is no safe escaping.
    case code

    /// How much of a URL is known before a place inside it.
    enum URLProgress: Equatable {
        /// Nothing yet, or white space.
        case start
        /// Literal bytes that may be a scheme.
        case literal([UInt8])
        /// A value came, and nothing after it that ends a scheme.
        case undecided
        /// The scheme is a safe one, or there is none and cannot be any more.
        case settled
        /// A scheme that is not safe, or not known to be.
        case unsafe
    }

    private static let urlAttributes: Set<String> = [
        "action", "background", "cite", "data", "formaction", "href", "icon", "longdesc",
        "manifest", "ping", "poster", "src", "xlink:href",
    ]

    init(named name: [UInt8]) {
        let name = String(decoding: name, as: UTF8.self)
        if Self.urlAttributes.contains(name) {
            self = .url(.start)
        } else if name.hasPrefix("on") || name == "style" || name == "srcdoc" {
            self = .code
        } else {
            self = .text
        }
    }

    mutating func advance(over byte: UInt8) {
        guard case .url(let progress) = self else { return }
        self = .url(progress.advanced(over: byte))
    }

    mutating func advanceOverValue() {
        guard case .url(let progress) = self, progress != .settled else { return }
        self = .url(.undecided)
    }

    var encoding: TextEncoding? {
        switch self {
        case .text, .url(.settled): .escaped(.attribute)
        case .url(.start): .url(.attribute, isContinuation: false)
        case .url(.literal), .url(.undecided): .url(.attribute, isContinuation: true)
        case .url(.unsafe), .code: nil
        }
    }

    func joined(with other: AttributeKind) -> AttributeKind? {
        guard case .url(let left) = self, case .url(let right) = other else {
            return self == other ? self : nil
        }
        if left == right { return self }
        return .url(left == .unsafe || right == .unsafe ? .unsafe : .undecided)
    }

    func description(of attribute: String) -> String {
        switch self {
        case .text: "the attribute '\(attribute)'"
        case .url(.unsafe): "the URL in '\(attribute)', after a scheme that is not allowed"
        case .url: "the URL in '\(attribute)'"
        case .code: "the code in the attribute '\(attribute)'"
        }
    }
}

extension AttributeKind.URLProgress {
    fileprivate func advanced(over byte: UInt8) -> Self {
        switch (self, byte) {
        case (.settled, _), (.unsafe, _): self
        case (_, UInt8(ascii: "/")), (_, UInt8(ascii: "?")), (_, UInt8(ascii: "#")): .settled
        case (.literal(let scheme), UInt8(ascii: ":")):
            URLCheck.isSafeScheme(scheme) ? .settled : .unsafe
        case (_, UInt8(ascii: ":")), (_, UInt8(ascii: "&")): .unsafe
        case (.start, _): isTemplateSpace(byte) ? .start : .literal([lowercased(byte)])
        case (.literal(let scheme), _): .literal(scheme + [lowercased(byte)])
        case (.undecided, _): .undecided
        }
    }
}
