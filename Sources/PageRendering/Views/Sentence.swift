extension String {
    /// The text as a sentence: with a capital at its start and a full stop at its end.
    var asSentence: String {
        guard let last else { return self }
        return capitalised + (".!?".contains(last) ? "" : ".")
    }

    /// A beginning that was cut off anywhere, cut after its last sentence; without one, before the word
    /// that is no longer whole. A number with a point, as lists have, ends no sentence.
    var endingAtASentence: String {
        guard let dots = ["...", "…"].first(where: hasSuffix) else { return self }
        let whole = dropLast(dots.count)
        let end = whole.indices.dropFirst().last { index in
            guard ".!?".contains(whole[index]) else { return "。！？".contains(whole[index]) }
            let next = whole.index(after: index)
            return !whole[whole.index(before: index)].isNumber
                && (next == whole.endIndex || whole[next] == " ")
        }
        if let end { return String(whole[...end]) }
        let words = whole.split(separator: " ").dropLast()
        return words.isEmpty ? self : words.joined(separator: " ") + " …"
    }

    /// The text with a capital at its start; the rest stays as it is.
    var capitalised: String { prefix(1).uppercased() + dropFirst() }
}
