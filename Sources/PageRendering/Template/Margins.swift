/// How the margins of inlined lines change: a partial is indented like its tag, the content of a
/// block like the block it replaces.
struct Margins {
    var removing: [UInt8] = []
    var adding: [UInt8] = []

    func adjusted(_ margin: [UInt8]) -> [UInt8] {
        var kept = margin[...]
        if kept.starts(with: removing) { kept = kept.dropFirst(removing.count) }
        return adding + kept
    }
}
