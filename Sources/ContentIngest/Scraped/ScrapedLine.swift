import MarginModel

/// One line of a scraped page, or one of the two texts that a line glues together.
struct ScrapedLine {
    /// What the characters of a line say, whatever the lines around it are.
    enum Shape: Equatable {
        case dash
        /// `bitcoin $87959.9 USD`
        case quote(asset: String, price: String)
        /// `$81,470.02`, with or without the currency's name.
        case price(String, hasCurrency: Bool)
        /// `1.34% -`
        case change(String)
        /// `Market Cap: $2.219T -3.80%`; without a value it stands on the lines below.
        case market(MarketFigure, isKnown: Bool)
        case date(Instant, isMachineWritten: Bool, hasBullet: Bool)
        case bullet(String)
        /// `1. Text`, or with a word before it: `Step 1: Text`
        case numbered(Int, String, hasWord: Bool)
        /// The heading half of a line such as `1. Count the HoursAn engine that …`.
        case gluedHeading(String)
        case question(String, answer: String?)
        case answer(String)
        case faqHeading
        case disclaimer(String)
        case relatedHeading
        /// A word of menus and buttons.
        case navigation
        case text
    }

    /// Counts from 1.
    let number: Int
    /// The byte of the line that the text starts at, from 1.
    let column: Int
    let text: String
    let shape: Shape
    /// Whether the same text stands further up.
    let isRepeated: Bool
}

/// A figure of the market as a whole, kept as the page writes it: it is shortened there.
package struct MarketFigure: Hashable, Sendable {
    package var name: String
    /// `$2.219T`, `23 Extreme Fear`
    package var value: String
    /// Percent, without the sign for it.
    package var change: String?
}
