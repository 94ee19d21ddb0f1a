import MarginModel
import MarkupValidation

/// The rules for any public file, whatever its kind: nobody's secrets, nobody's money, and
/// prices with their source.
enum SiteFileCheck {
    static func check(_ bytes: [UInt8], _ path: String, _ text: PublicText) -> [Diagnostic] {
        guard PublicText.isText(path) else { return [] }
        return text.check(bytes, path: path) + DataFiles.check(bytes, path: path)
    }
}
