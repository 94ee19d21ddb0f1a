import MarginModel
import MarkupValidation

/// The rules for any public file, whatever its kind: nobody's secrets, and prices with their source.
enum SiteFileCheck {
    static func check(_ bytes: [UInt8], _ path: String, _ text: PublicText) -> [Diagnostic] {
        guard PublicText.isText(path) else { return [] }
        let prices = path.hasSuffix(".json") ? PriceRules.check(bytes, path: path) : []
        return text.check(bytes, path: path) + prices
    }
}
