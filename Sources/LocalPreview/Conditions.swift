import MarginModel
import NIOHTTP1

/// What a request's conditions make of an answer that would be 200, in the order of RFC 9110 §13.2.2.
struct Conditions {
    enum Verdict {
        case met
        /// The copy that the browser has is still right: 304.
        case notModified
        /// The answer is not of the version that was asked for: 412.
        case failed
    }

    let verdict: Verdict
    /// `If-Range` is absent or names this version.
    let allowRange: Bool

    /// - Parameter answer: The headers of the answer.
    init(_ fields: HTTPHeaders, of answer: HTTPHeaders) {
        let tag = answer.first(name: "ETag")
        let modified = Self.date("Last-Modified", in: answer)
        func names(_ field: String, isWeakEnough: Bool) -> Bool? {
            let tags = fields[field].flatMap { $0.split(separator: ",") }.map(HostRules.trimmed)
            guard !fields[field].isEmpty else { return nil }
            return tags.contains { named in
                named == "*"
                    || tag.map { named == $0 || isWeakEnough && named == "W/" + $0 } == true
            }
        }
        func isUnmodified(since field: String) -> Bool? {
            guard let modified, let date = Self.date(field, in: fields) else { return nil }
            return modified <= date
        }
        let isWanted =
            names("If-Match", isWeakEnough: false) ?? isUnmodified(since: "If-Unmodified-Since")
        let isKnown =
            names("If-None-Match", isWeakEnough: true) ?? isUnmodified(since: "If-Modified-Since")
        verdict = isWanted == false ? .failed : isKnown == true ? .notModified : .met
        // A date is not exact enough to join two parts of a file, so it never allows one.
        allowRange = fields.first(name: "If-Range").map { $0 == tag } ?? true
    }

    /// `nil` for a field that is given twice, which is no date.
    private static func date(_ name: String, in fields: HTTPHeaders) -> Instant? {
        fields[name].count == 1 ? HTTPDate.parse(fields[name][0], now: .system) : nil
    }
}
