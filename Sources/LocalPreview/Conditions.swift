import MarginModel
import NIOHTTP1

/// What a request says about the copy that the browser has.
struct Conditions {
    /// The copy is still right: 304.
    let areMetByCopy: Bool
    /// `If-Range` is absent or names this version.
    let allowRange: Bool

    /// - Parameter entityTag: With its quotes.
    init(_ fields: HTTPHeaders, entityTag: String, modified: Instant) {
        let tags = fields["If-None-Match"]
        if !tags.isEmpty {
            areMetByCopy = tags.flatMap { $0.split(separator: ",") }.contains {
                let tag = $0.trimmingSpaces
                return tag == "*" || tag == entityTag || tag == "W/" + entityTag
            }
        } else if let since = fields.first(name: "If-Modified-Since").flatMap(HTTPDate.parse) {
            areMetByCopy = modified <= since
        } else {
            areMetByCopy = false
        }
        // A date is not exact enough to join two parts of a file, so it never allows one.
        allowRange = fields.first(name: "If-Range").map { $0 == entityTag } ?? true
    }
}

extension Substring {
    fileprivate var trimmingSpaces: Substring {
        var text = self
        while text.first == " " || text.first == "\t" { text.removeFirst() }
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return text
    }
}
