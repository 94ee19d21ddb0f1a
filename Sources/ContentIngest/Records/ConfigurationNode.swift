import MarginModel

/// A value of front matter or of `site.yml`, with its place. Scalars stay text: what they mean is
/// for the key to say, so numbers keep every digit.
struct ConfigurationNode: Sendable {
    indirect enum Content: Sendable {
        case scalar(String)
        case list([ConfigurationNode])
        case mapping([ConfigurationEntry])
    }

    let content: Content
    let location: SourceLocation

    /// Whether nothing is written: `key:` or `key: null`.
    var isAbsent: Bool {
        guard case .scalar(let text) = content else { return false }
        return text.isEmpty || text == "null" || text == "~"
    }

    /// What the value is, for messages.
    var kind: String {
        switch content {
        case .scalar: "a text"
        case .list: "a list"
        case .mapping: "a mapping"
        }
    }
}

/// One key with its value.
struct ConfigurationEntry: Sendable {
    let key: String
    let keyLocation: SourceLocation
    let value: ConfigurationNode
}
