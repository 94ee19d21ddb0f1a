extension String {
    /// The text as a sentence: with a capital at its start and a full stop at its end.
    var asSentence: String {
        guard let last else { return self }
        return capitalised + (".!?".contains(last) ? "" : ".")
    }

    /// A beginning that was cut off in the middle of a word, cut before that word.
    var endingAtAWord: String {
        guard let dots = ["...", "…"].first(where: hasSuffix) else { return self }
        let words = dropLast(dots.count).split(separator: " ").dropLast()
        return words.isEmpty ? self : words.joined(separator: " ") + " …"
    }

    /// The text with a capital at its start; the rest stays as it is.
    var capitalised: String { prefix(1).uppercased() + dropFirst() }
}
