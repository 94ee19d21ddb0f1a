/// What a text asks the program to say at a place: `{{price BTC}}`. The set is closed.
public enum ShortCode: Hashable, Sendable {
    /// An asset's indicative price with its time.
    case price(asset: String)
    /// A link to the calculator.
    case calculator
    /// A link to a plan, or to one of its steps.
    case plan(slug: String, step: String?)
    /// A link to an entry of the glossary.
    case term(id: String, label: String?)
    /// A link to a venue's rules, with their sources.
    case source(Venue)
    /// Makes the paragraph that it begins a warning.
    case warning

    public static let forms = [
        "price ASSET", "calc", "plan NAME [STEP]", "term ID [\"LABEL\"]", "source VENUE", "warning",
    ]

    /// A code in a text.
    public struct Placed: Hashable, Sendable {
        public let code: ShortCode
        /// What stands for it where nothing is known.
        public let fallback: String
        /// In the bytes of the file.
        public let range: Range<Int>
        public let location: SourceLocation

        public init(
            code: ShortCode, fallback: String, range: Range<Int>, location: SourceLocation
        ) {
            self.code = code
            self.fallback = fallback
            self.range = range
            self.location = location
        }
    }

    /// How the markup of a text marks the place of its code of this number, before it is known what is to
    /// be said there.
    public static func mark(_ number: Int) -> (start: [UInt8], end: [UInt8]) {
        (Array("<data value=\"code-\(number)\">".utf8), Array("</data>".utf8))
    }
}
