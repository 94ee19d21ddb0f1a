import ContentIngest
import Foundation
import MarginModel
import PageRendering

/// The words that the product ships.
enum SampleWords {
    static let english = words("en", english: nil)
    static let german = words("de", english: english)
    static let chinese = words("zh-Hans", english: english)

    static func entries(_ language: String) throws -> [WordEntry] {
        let path = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Templates/words/\(language).yml").standardizedFileURL.path
        let bytes = try Array(Data(contentsOf: URL(filePath: path)))
        return try WordsReader().read(bytes, file: "\(language).yml")
    }

    private static func words(_ language: String, english: Words?) -> Words {
        do {
            return try Words(language, entries(language), english: english)
        } catch let error as Diagnostics {
            fatalError(error.all.map { "\($0.location): \($0.message)" }.joined(separator: "\n"))
        } catch { fatalError("\(error)") }
    }
}
