/// What part of a file a `Range` field asks for.
enum ByteRange: Equatable {
    /// No range, one that is not understood, or several: the whole file is the answer.
    case whole
    case part(Range<Int>)
    /// Nothing of the file lies in it: 416.
    case outside

    init(parsing field: String?, size: Int) {
        guard let field, field.lowercased().hasPrefix("bytes=") else {
            self = .whole
            return
        }
        let bounds = field.dropFirst("bytes=".count)
            .split(separator: "-", omittingEmptySubsequences: false)
            .map { $0.filter { $0 != " " && $0 != "\t" } }
        guard bounds.count == 2, bounds.allSatisfy(Self.isNumberOrEmpty) else {
            self = .whole
            return
        }
        self = Self.between(bounds[0], bounds[1], size: size)
    }

    private static func between(_ first: String, _ last: String, size: Int) -> ByteRange {
        // A number that does not fit is larger than any file.
        switch (first.isEmpty, last.isEmpty) {
        case (true, true): return .whole
        case (true, false):
            let length = min(Int(last) ?? .max, size)
            return length == 0 ? .outside : .part((size - length)..<size)
        case (false, true):
            let start = Int(first) ?? .max
            return start < size ? .part(start..<size) : .outside
        case (false, false):
            let start = Int(first) ?? .max
            let end = Int(last) ?? .max
            guard start <= end else { return .whole }
            return start < size ? .part(start..<(min(end, size - 1) + 1)) : .outside
        }
    }

    private static func isNumberOrEmpty(_ text: String) -> Bool {
        text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}
