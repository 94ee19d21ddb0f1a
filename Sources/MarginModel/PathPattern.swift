/// A path in which `*` stands for any part of one name, and `**` for any part of the path.
public struct PathPattern: Sendable, Hashable {
    private enum Piece: Hashable {
        case byte(UInt8)
        case anyInName, anything
    }

    private let pieces: [Piece]

    public init(_ text: String) {
        var pieces: [Piece] = []
        for byte in text.utf8 {
            guard byte == UInt8(ascii: "*") else {
                pieces.append(.byte(byte))
                continue
            }
            if pieces.last == .anyInName {
                pieces[pieces.count - 1] = .anything
            } else if pieces.last != .anything {
                pieces.append(.anyInName)
            }
        }
        self.pieces = pieces
    }

    /// - Complexity: O(pieces × path), whatever the pattern.
    public func matches(_ path: String) -> Bool {
        // Which pieces may come next, after the bytes so far.
        var reached = Array(repeating: false, count: pieces.count + 1)
        reached[0] = true
        skipStars(&reached)
        for byte in path.utf8 {
            var next = Array(repeating: false, count: pieces.count + 1)
            for (index, piece) in pieces.enumerated() where reached[index] {
                switch piece {
                case .byte(let wanted): if wanted == byte { next[index + 1] = true }
                case .anyInName: if byte != UInt8(ascii: "/") { next[index] = true }
                case .anything: next[index] = true
                }
            }
            skipStars(&next)
            reached = next
        }
        return reached[pieces.count]
    }

    /// A star may stand for nothing.
    private func skipStars(_ reached: inout [Bool]) {
        for (index, piece) in pieces.enumerated() where reached[index] {
            if case .byte = piece { continue }
            reached[index + 1] = true
        }
    }
}
