/// A sentence or a label of a words file, as it is written there.
public struct WordEntry: Hashable, Sendable {
    /// The keys that lead to it, joined by points: `menu.search`.
    public let key: String
    /// Which form of a plural the text is; `nil` where there is one text for all numbers.
    public let form: PluralForm?
    public let text: String
    /// Of the first byte of the text.
    public let location: SourceLocation

    public init(key: String, form: PluralForm? = nil, text: String, location: SourceLocation) {
        self.key = key
        self.form = form
        self.text = text
        self.location = location
    }
}

/// The forms that languages tell apart by number, as Unicode's plural rules name them.
public enum PluralForm: String, Hashable, Sendable, CaseIterable {
    case zero, one, two, few, many, other
}
